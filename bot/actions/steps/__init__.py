"""The steps of the walk, one module each: what is asked there and how an answer is taken."""
