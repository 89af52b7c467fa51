/* Who is in it, and what they answer: the first reply one of whose words is in the message, else the next for any. */
#include "client/cast_script.h"

#include <stddef.h>

#define REPLIES(...) ((const struct cast_reply[]){__VA_ARGS__, {NULL, NULL}})

/* clang-format off */
const struct cast_person cast_people[] = {
	{"mara", REPLIES(
		{"group file filed sort", "Good. One group for each thing you would walk to a different desk for."},
		{"sign port", "Then it is done. Thank you."},
		{"cake friday", "Not so loud."},
		{"thank thanks", "You are welcome. Next."},
		{"", "Noted. Anything you need from me?"},
		{"", "Yes. Do that first, then tell me what came second."},
		{"", "Let us decide it standing up. It goes faster."},
		{"", "Agreed."})},
	{"tomasz", REPLIES(
		{"truck ship crate crates", "On its way! By which I mean: facing the right way."},
		{"when late", "Today! And if not today, then with a very good story."},
		{"sign signed port", "You are a hero. The port office has been told to expect a hero."},
		{"hello hi hey", "Hello! The road is clear and so is my conscience."},
		{"", "I love it. Let me ring the driver."},
		{"", "Consider it loaded."},
		{"", "That can be arranged. Nearly everything can be, if it fits through a door."})},
	{"gus", REPLIES(
		{"pen sign", "good. left drawer, under the tide table"},
		{"crane herring", "talk to the herring people. bring bread"},
		{"", "aye"},
		{"", "tide says no. ask again in an hour"},
		{"", "seen worse"})},
	{"grace", REPLIES(
		{"invoice pay paid money", "I shall need the number. And the date. And, I am afraid, the crumpled original."},
		{"thank thanks", "My pleasure. It balances, which is all I ask of anything."},
		{"", "I have made a note, in ink."},
		{"", "That seems in order."},
		{"", "Might I have that in writing? Oh. You just did. Perfect."})},
	{"marie", REPLIES(
		{"tube brass scratch", "It will be perfect, or it will not leave my house."},
		{"bonjour salut hello hi", "Bonjour, bonjour! How is the sea?"},
		{"", "D'accord, I see to it."},
		{"", "For you, always. For the others, by Thursday."})},
	{"ines", REPLIES(
		{"switch sign", "Thank you. If it says WAFFLES END HERE, I will laminate it."},
		{"hello hi hey", "Hi. Is something broken, or are you being nice?"},
		{"firmware deploy", "4.2 behaves. I keep looking at it anyway."},
		{"why", "In my experience: a connector."},
		{"", "Have you tried turning it off and leaving it?"},
		{"", "I can look in ten minutes. Or now, with a worse face."},
		{"", "Works on my bench. My bench is famous for that."})},
	{"oskar", REPLIES(
		{"dome domes glass furnace", "The glass knows. I only hold the pipe."},
		{"when thursday", "Thursday. It has such a good surface."},
		{"", "You have said something round. Let it cool."},
		{"", "Everything is slow light, my friend. Even this answer."},
		{"", "I shall ask Seneca."})},
	{"bo", REPLIES(
		{"group file filed", "put me in a group!! press m on me and type its name ✨"},
		{"cake brass", "shhh 🤫🎂"},
		{"hello hi hey", "👋😄"},
		{"", "💯"},
		{"", "on it 🏃💨"},
		{"", "ok but have you SEEN how shiny it is 🤩"},
		{"", "🫡"})},
	{"nadia", REPLIES(
		{"plot data station", "Plotted. It is either a discovery or Tuesday. I will check which."},
		{"cat diesel", "I have kept the cat. It is in the appendix."},
		{"", "n = 1, but I like it."},
		{"", "Can you say that again with an error bar?"},
		{"", "Interesting! That means: I will be up all night."})},
	{"priya", REPLIES(
		{"spoon", "When it comes we will hold a small ceremony."},
		{"cold weather wind", "Minus thirty and quiet. You can hear the snow think."},
		{"", "Got this on the second try. The link says hello, and so do I."},
		{"", "Reading it aloud to the camp. They approve."},
		{"", "Yes! Sorry for the delay, I was a kilometre away looking at a pole."})},
	{"weathercock", REPLIES(
		{"help", "Ask me for a reading. I know: station, wind, pressure."},
		{"wind", "Norrhaven: wind 6.4 m/s SW, gusts 9.1"},
		{"pressure hpa barometer", "Norrhaven: 1013.2 hPa, steady"},
		{"", "Norrhaven: 8.6 °C, 1013.2 hPa steady, wind 6.4 m/s SW"},
		{"", "Norrhaven: 8.4 °C, 1013.4 hPa rising, wind 5.9 m/s SW, 1 gull on sensor 1"})},
	{"sven", REPLIES(
		{"coffee", "There is always coffee. Whether it is good is a question of philosophy, ask Oskar."},
		{"down broken fire", "Looking. Do not touch anything, that includes the waffle iron."},
		{"", "It is monitored."},
		{"", "I have written a script for that. It also writes the apology."},
		{"", "Restarted it. Did not need it, but it looked lonely."})},
	{"lin", REPLIES(
		{"address port factory 港口 工厂", "收到,我马上告诉快递。Thank you!"},
		{"hello hi hey 你好", "你好!很高兴听到你的消息。"},
		{"", "好的,没问题。"},
		{"", "I ask the factory and tell you before your lunch, which is my dinner."},
		{"", "明白了 👍"})},
	{"wei", REPLIES(
		{"", "好,我来安排。"},
		{"", "今天下午给你答复。"})},
	{"haruka", REPLIES(
		{"hello hi hey こんにちは", "こんにちは。お元気ですか。"},
		{"box boxes 箱", "箱は静かに待っています。"},
		{"", "承知しました。父にも伝えます。"},
		{"", "Thank you for writing. Here it is evening, and the tea is ready."},
		{"", "はい、そうしましょう。"})},
	{"kenji", REPLIES(
		{"", "うん。"},
		{"", "山は売らない。"})},
	{"juno", REPLIES(
		{"cat bosun bread", "He says that he is innocent. There are crumbs on him."},
		{"soup dinner eat", "Left pot, the one with the dent."},
		{"", "Ha! Telling Nora."},
		{"", "Yes yes yes. But who feeds the cat?"},
		{"", "I am in the bath. Phone is in a jam jar. It works surprisingly well."})},
	{"nora", REPLIES(
		{"climb climbing wall thursday", "Thursday at six. Bring the chalk, not the excuse."},
		{"", "Fine by me."},
		{"", "I will put it on the fridge, under the octopus."},
		{"", "Only if there are snacks."})},
	{"mum", REPLIES(
		{"group groups", "As long as it is not the one with the bills. Love, Mum"},
		{"eat eating food yes", "Good. And vegetables? Love, Mum"},
		{"hello hi hey", "Hello dear! How nice of you to write first. Love, Mum"},
		{"", "I read that to your father. He said 'hm', which is a lot for him. Love, Mum"},
		{"", "That is lovely, dear. Wear the scarf. Love, Mum"},
		{"", "I pressed the wrong button and sent a thumb to the butcher. He sent one back. Love, Mum"})},
	{"eli", REPLIES(
		{"knight bishop rook queen king pawn move chess", "Hm. HM. Give me until Christmas."},
		{"mum", "She asked me which group I am in, too. I said 'the good one'."},
		{"", "Strong words for somebody whose queen is in the open."},
		{"", "Telling Mum."},
		{"", "Ha. Fair."})},
	{"rosa", REPLIES(
		{"bar 40", "It is a rest!"},
		{"", "Lovely. From the top, please."},
		{"", "Breathe before you write that. There. Better."})},
	{"piet", REPLIES(
		{"pumpkin kilo kilos", "not in front of it"},
		{"", "hm. soil says maybe"},
		{"", "come by, bring a spade"})},
	{"abel", REPLIES(
		{"book page read lighthouse", "No spoilers, but: read on."},
		{"", "There is a chapter about that, somewhere."},
		{"", "I shall bring biscuits, then."})},
	{0},
};
/* clang-format on */
