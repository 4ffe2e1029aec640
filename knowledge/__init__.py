"""The knowledge base: compiled tables (CSV), their schema, the build into a database, checks, and read access."""
