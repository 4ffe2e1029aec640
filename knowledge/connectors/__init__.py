"""Connectors to the official open APIs. All are off unless the environment switches them on (`settings.py`).

settings   which sources are on, their keys, addresses and daily limits
transport  one call: timeout, retries with backoff, daily quota, reply cache; keys never get out
replies    decoding and parsing: EUC-KR, BOM, safe XML, one child or many, errors inside an HTTP 200
eis, …     one module for each source: its parameters, and its replies as typed values
sync       fetching whole bodies of data, resumable, checked, and published all at once
"""
