"""Reports that last: the snapshot of everything a report says, how it is made, stored as JSON, and compared."""
