"""KakaoTalk: a skill server for the 카카오 i 오픈빌더 protocol 2.0."""
