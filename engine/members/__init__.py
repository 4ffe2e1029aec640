"""What is kept about a member: consents, the draft being filled in, reports. One database, by URL."""
