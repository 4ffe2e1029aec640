"""Korean text: writing forms, morphemes, particles, keywords, keyboard layout, byte length."""
