"""What an occupation asks for: its 직무 and 능력단위 by level, and what surrounds one 능력단위."""
