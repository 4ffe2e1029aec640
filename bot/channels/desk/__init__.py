"""The counsellor's desk as pages of the gateway, below ``/desk``."""
