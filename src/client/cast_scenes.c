/* What was said in each conversation, and what will be. */
#include "client/cast_script.h"

#include <stddef.h>

#define LINES(...) ((const struct cast_line[]){__VA_ARGS__, {NULL, NULL}})

const char *const cast_convgroups[] = {"Suppliers", "Research", "Ops", "Home", "京都", NULL};

/* clang-format off */
const struct cast_scene cast_scenes[] = {
	/* ---- Suppliers ---- */
	{
		.room = "shipments", .name = "shipments",
		.about = "What is on its way, and who has to sign for it",
		.members = "tomasz mara gus grace marie",
		.convgroups = "Suppliers", .unread = 3,
		.history = LINES(
			{"tomasz", "Truck one is through customs. Truck two is behind a combine harvester and in good spirits."},
			{"mara", "How many crates on truck two?"},
			{"tomasz", "Eleven brass, four glass, one that only says THIS WAY UP and rattles."},
			{"gus", "crane is free till noon. after that it belongs to the herring people"},
			{CAST_YOU, "We take the slot before the herring."},
			{"mara", "Good. Glass first, then brass, then the rattle."},
			{"grace", "Someone has to sign the bill of lading before the port office lets it go."},
			{"tomasz", "@you you are nearest to the port, could you sign?"},
			{"gus", "bring a pen. ours is attached to the desk and the desk is not coming"}),
		.later = LINES(
			{"gus", "truck two is at the gate. harvester waved goodbye"},
			{"mara", "Count the crates before you open any."},
			{"tomasz", "Counted: fifteen. Counting again, with enthusiasm."},
			{"tomasz", "Sixteen! The rattling one was under the tarpaulin."},
			{"grace", "Fifteen on the invoice, sixteen on the quay. I shall enjoy this one."},
			{"marie", "The sixteenth is a gift: offcuts, for your apprentice to practise on."},
			{"gus", "herring people want their crane back"},
			{"mara", "They can have it in ten minutes."}),
	},
	{
		.room = "brass", .name = "brass", .members = "marie mara bo",
		.convgroups = "Suppliers", .unread = 0,
		.history = LINES(
			{"marie", "Bonjour! The 38 mm tube leaves Lyon today. The 40 mm had a scratch, so it stays."},
			{"mara", "How deep a scratch?"},
			{"marie", "One sees it only if one loves the tube. But I do."},
			{CAST_YOU, "We have enough 40 mm for a fortnight, no hurry."},
			{"bo", "I polished one until I could see my own regret in it ✨"}),
		.later = LINES(
			{"marie", "New 40 mm is drawn. No scratch. I looked for a long time."},
			{"bo", "can we frame the old one 🥺"},
			{"marie", "It is already on my wall."}),
	},
	{
		.room = "shenzhen", .name = "深圳传感器", .members = "lin wei ines",
		.convgroups = "Suppliers", .unread = 2,
		.history = LINES(
			{"lin", "新一批湿度传感器已经测试完毕,合格率 99.4%。"},
			{"wei", "剩下的 0.6% 我们会重新焊接,周五发货。"},
			{"ines", "99.4 is better than my mood. Are these rev C?"},
			{"lin", "Yes, rev C. 封装没有变化,固件可以直接用。"},
			{CAST_YOU, "谢谢!请把测试报告也发给我们。"},
			{"wei", "报告今天下午发给你。项目会议改到三点。"},
			{"lin", "@you 样品要寄到港口还是工厂?"}),
		.later = LINES(
			{"wei", "测试报告已经上传。第 7 页的图表请特别注意。"},
			{"ines", "Page 7 is beautiful. Nobody ever sends me a page 7 like this."},
			{"lin", "那我把它打印出来贴在墙上 😄"},
			{"wei", "周五的货已经订好航班。"}),
	},
	{
		.room = "glass", .name = "glass", .members = "oskar mara bo",
		.convgroups = "Suppliers", .unread = 0,
		.history = LINES(
			{"oskar", "Twelve domes out of the kiln. Eleven are domes. The twelfth has become a philosopher."},
			{"mara", "When will there be twelve domes?"},
			{"oskar", "When the furnace and I are on speaking terms. So: Thursday."},
			{"bo", "the philosopher is on my windowsill now 🔮"}),
		.later = LINES(
			{"oskar", "The furnace sings a B flat tonight. That is the good temperature."},
			{"mara", "Does B flat mean Thursday?"},
			{"oskar", "B flat means Thursday."}),
	},
	{
		.person = "tomasz", .convgroups = "Suppliers", .unread = 0,
		.history = LINES(
			{"tomasz", "Can you book a second slot at the port, just in case?"},
			{CAST_YOU, "In case of what?"},
			{"tomasz", "In case everything goes right! We would not be ready for that."},
			{CAST_YOU, "Booked."}),
		.later = LINES(
			{"tomasz", "Driver of truck two says the sunrise over the estuary alone was worth the detour. There was no detour planned. I am looking into it."}),
	},
	{
		.person = "lin", .convgroups = "Suppliers", .unread = 0,
		.history = LINES(
			{"lin", "Quick question: same address as last time for the samples?"},
			{CAST_YOU, "Same address, new doorbell."},
			{"lin", "好的,收到。I will tell the courier about the doorbell."}),
	},
	/* ---- Research ---- */
	{
		.room = "research", .name = "research", .members = "nadia priya ines mara",
		.convgroups = "Research", .unread = 4,
		.history = LINES(
			{"nadia", "Station 7 and station 9 disagree by 0.8 °C every night between two and four."},
			{"ines", "Sensor drift?"},
			{"nadia", "Drift does not keep office hours."},
			{CAST_YOU, "What happens there between two and four?"},
			{"nadia", "That is what I would like to know. Plot: 7 looks like a hill, 9 looks like a hill with a cat on it."},
			{"priya", "Ridge Camp here, link is up for six minutes. The generator exhaust points at 9 when the wind turns. It turns at two."},
			{"nadia", "So the cat is diesel."},
			{"mara", "Move the station or the generator?"},
			{"priya", "The station. The generator is load-bearing for morale: it makes the tea."}),
		.later = LINES(
			{"nadia", "Refitted without 9 between two and four. Residuals look like noise. Lovely, boring noise."},
			{"ines", "I want that on a mug."},
			{"priya", "Six minutes of link again. Station 9 is now forty metres upwind and has a better view than any of us."},
			{"nadia", "First night of the new 9: no cat on the hill."},
			{"mara", "Write it up, one page. Half a page of that is the map."},
			{"nadia", "May the other half be the cat?"}),
	},
	{
		.room = "field-notes", .name = "field notes", .members = "priya nadia weathercock",
		.convgroups = "Research", .unread = 1,
		.history = LINES(
			{"priya", "Wind 14 m/s, visibility one flagpole. Battery box iced up, opened it with a tea spoon."},
			{"nadia", "Log says the box was open for four minutes. Were you all right?"},
			{"priya", "I was, the spoon is not. Please send: 1 spoon."},
			{CAST_YOU, "Spoon goes with the next flight."},
			{"weathercock", "Ridge Camp: -31.4 °C, 1002.8 hPa falling, wind 14.2 m/s NW, ice on sensor 2"}),
		.later = LINES(
			{"weathercock", "Ridge Camp: -29.8 °C, 1004.1 hPa rising, wind 9.0 m/s NW"},
			{"priya", "Visibility two flagpoles. We danced, briefly."},
			{"weathercock", "Ridge Camp: -27.5 °C, 1006.6 hPa rising, wind 3.1 m/s W, sensor 2 clear"},
			{"priya", "The spoon is remembered at dinner."}),
	},
	{
		.person = "priya", .convgroups = "Research", .unread = 1,
		.history = LINES(
			{"priya", "Could you tell my sister I got the parcel? The link eats private mail."},
			{CAST_YOU, "Told her. She asks whether the socks fit."},
			{"priya", "They fit everyone here. They are communal now."}),
		.later = LINES(
			{"priya", "Aurora tonight. I would send a picture, but it would take until Tuesday."}),
	},
	/* ---- Ops ---- */
	{
		.room = "oncall", .name = "oncall",
		.about = "Who is awake tonight",
		.members = "sven ines weathercock",
		.convgroups = "Ops", .unread = 2,
		.history = LINES(
			{"weathercock", "ALERT gateway-2: no readings for 15 min"},
			{"sven", "Looking."},
			{"sven", "Not the gateway. The switch in front of it is off. Not broken: off."},
			{"ines", "Who turns off a switch?"},
			{"sven", "Somebody who needed a socket for a waffle iron."},
			{CAST_YOU, "Were they at least good waffles?"},
			{"weathercock", "RESOLVED gateway-2: readings are back, 15 min were buffered, none lost"},
			{"ines", "@you please put a sign on that switch. Your handwriting is the one people obey."}),
		.later = LINES(
			{"weathercock", "WARN disk of archive-1 at 81 %"},
			{"ines", "That is the radar images nobody has looked at since May."},
			{"sven", "Compressing May. Anyone sentimental about May, speak now."},
			{"weathercock", "OK disk of archive-1 at 54 %"},
			{"sven", "Quiet. Suspiciously quiet. Making coffee so that something happens."}),
	},
	{
		.room = "deploys", .name = "deploys", .members = "ines sven nadia",
		.convgroups = "Ops", .unread = 0,
		.history = LINES(
			{"ines", "Firmware 4.2 goes to the three stations in the yard. If they survive the weekend, to all of them."},
			{"sven", "Roll-back is tested. I rolled back on purpose, then by accident. Both worked."},
			{"nadia", "Please keep the timestamps in UTC this time."},
			{"ines", "That was once. It was daylight saving. I have apologised to the sun."}),
		.later = LINES(
			{"ines", "4.2 on yard-1: up. yard-2: up. yard-3: thinking about it."},
			{"sven", "yard-3 had a wasp in the reset button. The wasp has been rolled back."},
			{"ines", "4.2 on all three. Timestamps: UTC. Sun: informed."}),
	},
	{
		.person = "ines", .convgroups = "Ops|Research", .unread = 0,
		.history = LINES(
			{"ines", "Swap on-call with me on Saturday? My sister marries. Again. Same man."},
			{CAST_YOU, "Of course. Congratulations to both, again."},
			{"ines", "Thanks. I will bring you cake and an incident report."}),
	},
	/* ---- Home ---- */
	{
		.room = "flat", .name = "the flat",
		.about = "Rent, bins, and whose turn it is", .private_room = true,
		.members = "juno nora",
		.convgroups = "Home", .unread = 2,
		.history = LINES(
			{"juno", "Bosun has learned to open the bread bin."},
			{"nora", "He is a cat. What does he want with bread?"},
			{"juno", "Nothing. It is about power."},
			{CAST_YOU, "I will buy a bin with a lid that screws."},
			{"nora", "Rent is on the fridge, under the octopus."},
			{"juno", "Whoever is home first, please feed the cat. He will say that somebody already did. He lies."}),
		.later = LINES(
			{"juno", "The bread bin is empty and the cat is asleep inside it."},
			{"nora", "So it was about real estate."},
			{"juno", "I have brought soup. It is in the pot with the dent, on the left."}),
	},
	{
		.person = "mum", .convgroups = "Home", .unread = 2,
		.history = LINES(
			{"mum", "Hello dear, it is your mother."},
			{CAST_YOU, "I know, Mum, it says so above the message."},
			{"mum", "How clever. Are you eating?"},
			{"mum", "Your brother says that you now sort your mail into little groups. Which one am I in? Love, Mum"}),
		.later = LINES(
			{"mum", "The barometer that you built says rain. The window says sun. I am siding with the barometer. Love, Mum"}),
	},
	{
		.person = "eli", .convgroups = "Home", .unread = 0,
		.history = LINES(
			{"eli", "Your move. It has been your move since Easter."},
			{CAST_YOU, "Knight f3."},
			{"eli", "Bold. I told Mum that you put us in groups. You are welcome."}),
		.later = LINES(
			{"eli", "Bishop takes. I am not gloating, this is just how my face types."}),
	},
	{
		.room = "choir", .name = "choir",
		.about = "Tuesdays at seven; the tenors bring chairs",
		.members = "rosa abel piet nora",
		.convgroups = "Home", .unread = 0,
		.history = LINES(
			{"rosa", "Tenors: bar 40 is a rest. It has always been a rest. Please rest."},
			{"abel", "We were so happy in bar 40."},
			{"piet", "basses found it refreshing"}),
		.later = LINES(
			{"rosa", "Rehearsal is in the boat shed: the church has a wedding, and the boat shed has the better echo."},
			{"abel", "Bar 40 has the better echo."}),
	},
	/* ---- Kyoto ---- */
	{
		.room = "kyoto", .name = "京都だより", .members = "haruka kenji mara",
		.convgroups = "京都", .unread = 2,
		.history = LINES(
			{"haruka", "漆の箱が三つ仕上がりました。写真は明日送ります。"},
			{"mara", "Thank you! Do the hinges fit?"},
			{"kenji", "はい、ぴったりです。音もしません。"},
			{CAST_YOU, "素晴らしい!楽しみにしています。"},
			{"haruka", "一つだけ、木目が山のように見える箱があります。"},
			{"kenji", "その箱は売らないでください。"}),
		.later = LINES(
			{"haruka", "今朝は霧が深くて、工房の庭が見えません。"},
			{"kenji", "気圧計は正しかった。"},
			{"haruka", "箱は四つになりました。父が眠れなかったので。"}),
	},
	{
		.person = "haruka", .convgroups = "京都", .unread = 0,
		.history = LINES(
			{"haruka", "The box with the mountain: my father asks whether it may stay here."},
			{CAST_YOU, "Of course. 山は山のままに。"},
			{"haruka", "ありがとうございます 🙇"}),
	},
	/* ---- not filed yet ---- */
	{
		.room = "standup", .name = "standup", .members = "mara ines tomasz oskar bo nadia sven",
		.unread = 5,
		.history = LINES(
			{"mara", "Standup. Short, please."},
			{"tomasz", "Two trucks. One harvester."},
			{"ines", "Firmware 4.2. Waffle incident closed."},
			{CAST_YOU, "Port at noon, then the sign for the switch."},
			{"oskar", "Eleven domes and a philosopher."},
			{"nadia", "Found a cat in the temperature. It was diesel."},
			{"bo", "🪥🔧🔩💤"},
			{"sven", "Nothing is on fire. I checked twice."},
			{"mara", "Bo, that was not a sentence. But I understood it. Thank you all."}),
		.later = LINES(
			{"mara", "Who has the torque wrench?"},
			{"bo", "🙋"},
			{"mara", "Who had it before Bo bent it?"},
			{"oskar", "It was already reflective of a certain mood."}),
	},
	{
		.room = "kitchen", .name = "kitchen",
		.about = "The fridge is not an archive",
		.members = "bo sven oskar grace ines",
		.unread = 4,
		.history = LINES(
			{"sven", "Whose is the jar that says DO NOT OPEN?"},
			{"oskar", "Mine. It is opened sourdough. The label is for the sourdough."},
			{"bo", "I fed it 🍞👶"},
			{"oskar", "So did I."},
			{"grace", "So did I."},
			{"ines", "That explains the ceiling."}),
		.later = LINES(
			{"bo", "there is cake 🍰"},
			{"ines", "Where?"},
			{"bo", "there was cake 🍽️"},
			{"sven", "Coffee is fresh. Fresh enough. It is warm."},
			{"oskar", "The sourdough has doubled. It is asking for a desk."},
			{"grace", "It is not getting an expense account."}),
	},
	{
		.room = "book-club", .name = "book club",
		.about = "This month: the one with the lighthouse",
		.members = "abel nora grace oskar",
		.unread = 1,
		.history = LINES(
			{"abel", "This month: the one about the lighthouse. Next month: please, no lighthouse."},
			{"nora", "I finished it. Nobody gets to the lighthouse for two hundred pages and then it is just there."},
			{"grace", "As with most tax refunds."},
			{CAST_YOU, "I am on page 30 and already like the sea."},
			{"abel", "No spoilers: the sea stays."}),
		.later = LINES(
			{"oskar", "I read only the descriptions of light. Excellent book. Short."},
			{"nora", "Shall we meet at ours? The cat has finished with the bread bin."},
			{"abel", "I bring the good biscuits."}),
	},
	{
		.room = "emoji", .name = "✨ only emoji ✨", .members = "bo juno rosa haruka",
		.unread = 3,
		.history = LINES(
			{"bo", "🌧️🚢🐟🐟🐟"},
			{"juno", "🐈🍞👑"},
			{"rosa", "🎶🤫4️⃣0️⃣"},
			{"haruka", "🍵⛰️🙏"}),
		.later = LINES(
			{"bo", "🔧🪞😎"},
			{"juno", "🐈💤📦"},
			{"haruka", "🌫️🏯☀️"},
			{"rosa", "🚣🎼🎉"}),
	},
	{
		.room = "allotment", .name = "allotment", .members = "piet rosa eli",
		.unread = 0,
		.history = LINES(
			{"piet", "pumpkin is at 41 kilos. i have stopped telling it"},
			{"rosa", "Do you sing to it?"},
			{"piet", "only bar 40"}),
		.later = LINES(
			{"piet", "42 kilos"},
			{"rosa", "You told it."},
			{"piet", "it asked"}),
	},
	{
		.room = "invoices", .name = "invoices", .members = "grace tomasz marie",
		.unread = 0,
		.history = LINES(
			{"grace", "Could everybody please write the crate number on the delivery note, not on the crate."},
			{"tomasz", "I wrote it on both! And on my hand, for safety."},
			{"grace", "Your hand cannot be filed, Tomasz."},
			{"marie", "Number 2214 is paid, thank you. I sent a postcard as the receipt."}),
		.later = LINES(
			{"grace", "The postcard has been filed under 'assets'."},
			{"marie", "I am honoured."}),
	},
	{
		.person = "mara", .unread = 1,
		.history = LINES(
			{"mara", "Three things: the port, the sign, and Friday."},
			{CAST_YOU, "Port and sign are mine. What is Friday?"},
			{"mara", "Friday is cake. Twenty years of Kestrel. Tell nobody; Bo is baking."}),
		.later = LINES(
			{"mara", "When you have a moment: file your conversations. I have mine in four groups and sleep better."}),
	},
	{
		.person = "bo", .unread = 1,
		.history = LINES(
			{"bo", "do you think 'Happy 20th' in brass letters is too much 🥳"},
			{CAST_YOU, "It is exactly enough."},
			{"bo", "mara must not find out. she is standing behind me. act normal 😶"}),
	},
	{
		.person = "grace", .unread = 0,
		.history = LINES(
			{"grace", "Your expense report lists 'spoon, polar'. Is that correct?"},
			{CAST_YOU, "Entirely."},
			{"grace", "Approved. There is, to my surprise, a category for it."}),
	},
	{
		.person = "nora", .unread = 0,
		.history = LINES(
			{"nora", "Climbing on Thursday?"},
			{CAST_YOU, "Yes. The easy wall."},
			{"nora", "There is no easy wall. There is the wall with the good view."}),
		.later = LINES(
			{"nora", "I have booked the wall with the good view for Thursday."}),
	},
	{
		.person = "oskar", .unread = 0,
		.history = LINES(
			{"oskar", "I named the dome that refused. It is called Seneca. It sits with Bo now."},
			{CAST_YOU, "A good home for a philosopher."}),
	},
	{0},
};
/* clang-format on */
