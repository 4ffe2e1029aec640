/** Waits until the client agreed, then opens the case. */

const LOOK_EVERY_MS = 2000;
const address = document.querySelector('meta[name="desk-invitation"]').content;
const status = document.getElementById("waiting");

const SENTENCES = {
  refused: "내담자가 함께 하기를 원하지 않았어요. 아무것도 저장하지 않았어요.",
  ended: "시간이 지나 끝났어요. 필요하면 다시 시작해 주세요.",
};

async function look() {
  if (document.visibilityState !== "visible") return;
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store" });
  } catch {
    return;
  }
  if (answer.status === 401) location.assign("/desk/sign-in?ended=1");
  if (!answer.ok) return;
  const { state, case: number } = await answer.json();
  if (state === "agreed") location.assign(`/desk/cases/${number}`);
  else if (state in SENTENCES) {
    clearInterval(timer);
    status.textContent = SENTENCES[state];
  }
}

const timer = setInterval(look, LOOK_EVERY_MS);
document.addEventListener("visibilitychange", look);
