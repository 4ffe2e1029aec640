"""Recommendations: training, certificates, job posts and next steps."""
