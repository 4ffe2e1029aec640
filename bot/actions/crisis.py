"""Words of somebody who may be in danger: met with care at every step, never taken for a keyword or an answer."""

from __future__ import annotations

import re

from bot.actions.turn import Turn
from bot.replies.counsel import GO_ON, TALK

_CRISIS = re.compile(
    r"죽고\s?[싶십]|죽을까(?!\s?봐)|죽어야\s?(?:겠|할|돼|되|하)|죽는\s?(?:법|방법|게\s?답)|"
    r"(?:내가|나만|나도|그냥)\s?(?:\S+\s)?(?:사라졌|없어졌)으면|태어나지\s?말|죽어\s?버리|죽을래|죽는\s?게\s?(?:낫|나을|나아|편)|죽었으면|(?<!안\s)죽으려고|자살\s?(?:하고|하려|할|하는|시도|생각|충동|방법|각)|자살밖에|"
    r"(?<!에)(?<!에 )(?<!에서)(?<!에서 )살기\s?싫|(?<!에)(?<!에 )(?<!에서)(?<!에서 )살고\s?싶지\s?않|그만\s?살고\s?싶|더\s?살고\s?싶지|"
    r"살\s?(?:이유|가치)(?:가|도)?\s?없|(?:사는|살아가는)\s?(?:게|것이)\s?의미가?\s?없|사라지고\s?싶|없어지고\s?싶|세상을?\s?(?:떠나고|등지고)|"
    r"(?:다|모든\s?걸|모두|인생을?|삶을)\s?끝내고\s?싶|목숨을?\s?끊|(?<![가-힣])자해(?:하|를|했|충동)|손목을?\s?그|뛰어내리고\s?싶|극단적(?:인)?\s?(?:선택|생각)|유서를"
)
_WORK = re.compile(r"예방|(?:막|돕|돌보|살리|연구하)는")
"""With these, who speaks of 자살 wants to help others. Somebody who says to want to die is never taken for that."""


def is_crisis(words: str) -> bool:
    """Whether somebody says that they want to die or hurt themselves."""
    found = _CRISIS.search(words)
    return found is not None and not (found[0].startswith("자살") and _WORK.search(words))


def answer_crisis(turn: Turn) -> None:
    """Names people who listen at any hour; the step waits, nothing of it is lost."""
    turn.say("utter_crisis")
    if turn.engine.desk.is_run():
        turn.say("utter_crisis_counsellor")
        turn.offer_aside([TALK, GO_ON])
    else:
        turn.say("utter_crisis_centre")
        turn.offer_aside([GO_ON])
