"""How a speaker stands to a claim."""

import pytest

from account_cards import ARMY, OBSERVATORY, REBEL_SPEAKER, REBELS, SPOKESMAN, tell
from qawl.corroborate.stance_to_claim import stance_to_claim
from qawl.model.account import ClaimCard
from qawl.model.claim import Status


@pytest.mark.parametrize(
    ("card", "stance"),
    [
        (tell("capture.take", "سيطرنا على ودرة", SPOKESMAN, actors=(ARMY,)), "party"),
        (tell("strike.air", "قصفتنا الطائرات", REBEL_SPEAKER, actors=(ARMY,), targets=(REBELS,)), "accuser_of_enemy"),
        (tell("casualties.kill", "خسرنا خمسة جنود", SPOKESMAN, targets=(ARMY,)), "against_interest"),
        (tell("withdrawal.withdraw", "انسحبنا من ودرة", SPOKESMAN, actors=(ARMY,)), "against_interest"),
        (tell("capture.lose", "خسرنا ودرة", SPOKESMAN, targets=(ARMY,)), "against_interest"),
        (tell("capture.take", "انتزعوا ودرة منا", SPOKESMAN, actors=(REBELS,), targets=(ARMY,)), "against_interest"),
        (tell("capture.expel", "طردنا المسلحين", SPOKESMAN, actors=(ARMY,), targets=(REBELS,)), "party"),
        (tell("withdrawal.expel-foreign", "طردنا القوات الأجنبية", SPOKESMAN, actors=(ARMY,)), "party"),
        (tell("withdrawal.withdraw", "قد ننسحب", SPOKESMAN, actors=(ARMY,), kind=Status.PREDICTED), "party"),
        (tell("strike.air", "لم نقصف", SPOKESMAN, actors=(ARMY,), status="status.denies"), "party"),
        (tell("strike.air", "قصف الجيش ودرة", OBSERVATORY, actors=(ARMY,), targets=(REBELS,)), "third_party"),
        (tell("strike.air", "قصف الجيش ودرة", actors=(ARMY,)), "third_party"),
    ],
)
def test_the_claim_says_how_its_speaker_stands_to_it(card: ClaimCard, stance: str) -> None:
    assert stance_to_claim(card) == stance
