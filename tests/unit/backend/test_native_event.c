/* What the server tells by itself: messages, conversations, groups, rooms, people. */
#include "unit/backend/native_fixture.h"

#include <stdio.h>

static void test_messages_received(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onMessageReceived", "\"eventID\":812,\"data\":[" TEXT("C2Cbob", "4", "hi") "]"),
	              "MESSAGES_RECEIVED @812 {C2Cbob m4 4 bob@1700 text:\"hi\" client=c4}\n");
}

static void test_each_kind_of_message_has_its_text(void **state)
{
	struct native_fixture *fixture = *state;
#define KIND(type, payload) \
	MESSAGE("GROUPr", "1", "\"isRevoked\":false,\"type\":\"" type "\",\"payload\":" payload)
	/* It would break these strings into splinters. */
	/* clang-format off */
	static const char event[] = EVENT("onMessageReceived", "\"data\":["
		KIND("TIMFileElem", "{\"fileName\":\"a.pdf\",\"fileSize\":1,\"fileUrl\":\"u\"}") ","
		KIND("TIMGroupTipElem", "{\"text\":\"eve came\"}") ","
		KIND("TIMCustomElem", "{\"description\":\"poll\"}") ","
		KIND("TIMSoundElem", "{}") "]");
	/* clang-format on */
	assert_brings(fixture, event,
	              "MESSAGES_RECEIVED {GROUPr m1 1 bob@1700 file:\"a.pdf\" client=c1}"
	              " {GROUPr m1 1 bob@1700 tip:\"eve came\" client=c1}"
	              " {GROUPr m1 1 bob@1700 other:\"poll\" client=c1}"
	              " {GROUPr m1 1 bob@1700 other:\"\" client=c1}\n");
}

static void test_a_file_is_only_where_its_url_is_one_of_the_servers_own(void **state)
{
	struct native_fixture *fixture = *state;
	static const struct {
		const char *url, *at;
	} cases[] = {
	        {"/files/0aF-_9", " at=/files/0aF-_9"},
	        {"https://example.org/x", ""},
	        {"/files/", ""},
	        {"/files/../conversations", ""},
	        {"/files/x HTTP/1.1\\r\\nContent-Length: 0\\r\\n\\r\\nPOST /files", ""},
	        {"/files/x?y", ""},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char frame[1024], expected[256];
		snprintf(frame, sizeof(frame),
		         EVENT("onMessageReceived",
		               "\"data\":[" KIND("TIMFileElem", "{\"fileName\":\"a\",\"fileSize\":1,"
		                                                "\"fileUrl\":\"%s\"}") "]"),
		         cases[i].url);
		snprintf(expected, sizeof(expected),
		         "MESSAGES_RECEIVED {GROUPr m1 1 bob@1700 file:\"a\" client=c1%s}\n", cases[i].at);
		assert_brings(fixture, frame, expected);
	}
}

static void test_mention_of_oneself_counts_of_others_not(void **state)
{
	struct native_fixture *fixture = *state;
#define MENTION(users)                                                                                      \
	MESSAGE("GROUPr", "1",                                                                              \
	        "\"isRevoked\":false,\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"x\"},\"atUserList\":" \
	        "[" users "]")
	assert_brings(fixture,
	              EVENT("onMessageReceived",
	                    "\"data\":[" MENTION("\"bob\",\"alice\"") "," MENTION("\"bob\"") "]"),
	              "MESSAGES_RECEIVED {GROUPr m1 1 bob@1700 text:\"x\" client=c1 me}"
	              " {GROUPr m1 1 bob@1700 text:\"x\" client=c1}\n");
}

static void test_recalled_message_has_no_text(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onMessageRevoked",
	                    "\"eventID\":3,\"data\":[" MESSAGE("C2Cbob", "4",
	                                                       "\"isRevoked\":true,\"type\":\"TIMTextElem\","
	                                                       "\"payload\":{\"text\":\"oops\"}") "]"),
	              "MESSAGES_CHANGED @3 {C2Cbob m4 4 bob@1700 text:\"\" client=c4 recalled}\n");
}

static void test_modified_message(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(
	        fixture,
	        EVENT("onMessageModified",
	              "\"eventID\":3,\"data\":[{\"conversationID\":\"C2Cbob\",\"messageID\":\"m\","
	              "\"sequence\":2,"
	              "\"from\":\"bob\",\"time\":5,\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"new\"},"
	              "\"isModified\":true,\"isRevoked\":false,\"replyTo\":\"m0\"}]"),
	        "MESSAGES_CHANGED @3 {C2Cbob m 2 bob@5 text:\"new\" reply=m0 edited}\n");
}

static void test_what_hangs_on_a_message(void **state)
{
	struct native_fixture *fixture = *state;
#define HANGS(more)                                                                         \
	EVENT("onMessageModified",                                                          \
	      "\"eventID\":3,\"data\":[{\"conversationID\":\"C2Cbob\",\"messageID\":\"m\"," \
	      "\"sequence\":2,\"from\":\"bob\",\"time\":5,\"type\":\"TIMTextElem\"," more "}]")
	assert_brings(
	        fixture,
	        HANGS("\"payload\":{\"text\":\"x\"},\"replyTo\":\"m0\",\"replyToMessage\":{\"messageID\":"
	              "\"m0\","
	              "\"sequence\":1,\"from\":\"eve\",\"text\":\"who?\"},\"reactions\":[{\"reactionID\":"
	              "\"👍\","
	              "\"userList\":[\"bob\",\"eve\"]},{\"reactionID\":\"two words\",\"userList\":[\"bob\"]},"
	              "{\"reactionID\":\"🎉\",\"userList\":[\"a b\",\"eve\"]}]"),
	        "MESSAGES_CHANGED @3 {C2Cbob m 2 bob@5 text:\"x\" reply=m0 quotes=1,eve,who? "
	        "reactions=[👍 bob eve\n🎉 eve]}\n");
	assert_brings(fixture, HANGS("\"isDeleted\":true"),
	              "MESSAGES_CHANGED @3 {C2Cbob m 2 bob@5 text:\"\" deleted}\n");
}

static void test_read_by_peer(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onMessageReadByPeer", "\"eventID\":3,\"data\":{\"conversationID\":\"C2Cbob\","
	                                           "\"sequence\":7,\"userID\":\"bob\"}"),
	              "READ_BY_PEER @3 C2Cbob 7\n");
}

static void test_conversations_come_whole(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onConversationListUpdated",
	                    "\"eventID\":3,\"data\":["
	                    "{\"conversationID\":\"GROUPplans\",\"type\":\"GROUP\",\"name\":\"The "
	                    "plans\",\"unreadCount\":2,"
	                    "\"mentionCount\":1,\"lastReadSequence\":5,\"isPinned\":true,"
	                    "\"messageRemindType\":\"NotifyOnMention\",\"conversationGroupList\":[\"Work\","
	                    "\"Now\"],"
	                    "\"lastMessage\":" TEXT("GROUPplans", "7", "hey") "}," CONVERSATION(
	                            "C2Calice", "C2C", "\"name\":\"\"") "]"),
	              "CONVERSATIONS_CHANGED @3 {GROUPplans room plans \"The plans\" unread=2/1 read=5 "
	              "pinned remind=1"
	              " in=[Work,Now] last=7@1700 bob:hey} {C2Calice notes alice \"alice\"}\n");
}

static void test_convgroup_events(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onConversationGroupListUpdated", "\"eventID\":3,\"data\":[\"b\",\"a\"]"),
	              "CONVGROUPS_LISTED @3 names=[b,a]\n");
	assert_brings(fixture,
	              EVENT("onConversationInGroupUpdated",
	                    "\"eventID\":4,\"data\":{\"groupName\":\"a\",\"conversationList\":[" CONVERSATION(
	                            "C2Cbob", "C2C", "\"name\":\"Bob\"") "]}"),
	              "CONVGROUP_MEMBERS @4 group=a {C2Cbob person bob \"Bob\"}\n");
}

static void test_rooms_changed(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture, EVENT("onGroupListUpdated", "\"eventID\":3,\"data\":[" ROOM "]"),
	              "ROOMS_CHANGED @3" ROOM_SHOWN "\n");
}

static void test_an_event_of_no_conversations_carries_its_number(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onConversationInGroupUpdated",
	                    "\"eventID\":31,\"data\":{\"groupName\":\"A\",\"conversationList\":[]}"),
	              "CONVGROUP_MEMBERS @31 group=A\n");
}

static void test_what_people_do(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(
	        fixture,
	        EVENT("onProfileUpdated", "\"eventID\":32,\"data\":[{\"userID\":\"bob\",\"nick\":\"Bob\"}]"),
	        "RENAMED @32 {bob \"Bob\" -}\n");
	assert_brings(fixture,
	              EVENT("onTyping", "\"data\":{\"conversationID\":\"C2Cbob\",\"userID\":\"bob\"}"),
	              "TYPING \"bob\" C2Cbob\n");
	assert_brings(fixture,
	              EVENT("onUserStatusUpdated", "\"data\":[{\"userID\":\"bob\",\"status\":\"Online\","
	                                           "\"customStatus\":\"at lunch\"},"
	                                           "{\"userID\":\"carol\",\"status\":\"PushOnline\"}]"),
	              "STATUSES {bob \"bob\" online at lunch} {carol \"carol\" offline}\n");
	assert_brings(fixture, EVENT("onBlacklistUpdated", "\"eventID\":33,\"data\":[\"dave\"]"),
	              "BLOCKED @33 ids=[dave]\n");
	assert_brings(fixture, EVENT("onConversationDeleted", "\"eventID\":34,\"data\":[\"C2Cbob\"]"),
	              "CONVERSATIONS_GONE @34 ids=[C2Cbob]\n");
}

static void test_unknown_events_are_ignored(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture, EVENT("onSomethingNew", "\"eventID\":9,\"data\":17"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        ONLINE(test_messages_received),
	        ONLINE(test_each_kind_of_message_has_its_text),
	        ONLINE(test_a_file_is_only_where_its_url_is_one_of_the_servers_own),
	        ONLINE(test_mention_of_oneself_counts_of_others_not),
	        ONLINE(test_recalled_message_has_no_text),
	        ONLINE(test_modified_message),
	        ONLINE(test_what_hangs_on_a_message),
	        ONLINE(test_read_by_peer),
	        ONLINE(test_conversations_come_whole),
	        ONLINE(test_convgroup_events),
	        ONLINE(test_rooms_changed),
	        ONLINE(test_an_event_of_no_conversations_carries_its_number),
	        ONLINE(test_unknown_events_are_ignored),
	        ONLINE(test_what_people_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
