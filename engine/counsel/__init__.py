"""The counsellor's desk: accounts, what members share with counsellors, cases, the queue of people who want to talk."""
