"""Which parts of the authored files are finished and must stay so. A part that is not named here may have gaps.

Add a part as soon as nothing is missing in it: from then on `jobcare knowledge check` tells every gap. Faults in what is
there are told in any case.
"""

OCCUPATIONS = "occupations"
"""Every occupation is described and has 직무 (`authored/occupations`)."""
DUTIES = "duties"
"""Every 직무 that has a name has its lists (`authored/duties`)."""
NATIONAL_TECHNICAL = "national technical certificates"
"""Every certificate of the table `certificates` has a text or is an older name of one that has."""
CERTIFICATES = "certificates"
"""Certificates of all kinds have their texts: any other name in the lists of a 직무 is wrong."""
MAJORS = "majors"
"""Every 소계열 has its lists (`authored/majors.yml`)."""

COMPLETE: frozenset[str] = frozenset({OCCUPATIONS, DUTIES, NATIONAL_TECHNICAL, CERTIFICATES, MAJORS})
"""The finished parts."""
