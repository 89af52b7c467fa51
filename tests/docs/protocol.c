/* protocol: the sections of protocol.md, from the tables of src/proto. */
#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "docs/section.h"
#include "proto/error.h"
#include "proto/frame.h"
#include "proto/limit.h"
#include "proto/method.h"

static void write_errors(FILE *out)
{
	fputs("\n| code | sentence |\n| --- | --- |\n", out);
#define X(name, code, text) fprintf(out, "| %d | %s |\n", code, text);
	PROTO_ERRORS(X)
#undef X
	fputc('\n', out);
}

static void write_limits(FILE *out)
{
	fputs("\n| member of `limits` | default | what it limits |\n| --- | --- | --- |\n", out);
#define X(member, name, value, help) fprintf(out, "| `%s` | %d | %s |\n", name, value, help);
	PROTO_LIMITS(X)
#undef X
	fputc('\n', out);
}

/* ---- members of params and results ---- */

static const struct {
	const char *name, *kind;
} members[PROTO_FIELD_COUNT] = {
#define X(field, name, kind, member) {name, #kind},
        PROTO_FIELDS(X)
#undef X
};

#define X(name, wire) " `" wire "`"
static const struct {
	const char *kind, *text;
} kinds[] = {
        {"STRING", "string"},
        {"NULLABLE_STRING", "string or null"},
        {"INT", "whole number"},
        {"BOOL", "bool"},
        {"STRINGS", "list of strings"},
        {"USERS", "list of userIDs, or of objects with a `userID`"},
        {"REMIND", "one of" PROTO_REMIND_TYPES(X)},
        {"ROOM_TYPE", "one of" PROTO_ROOM_TYPES(X)},
        {"CONV_TYPE", "one of" PROTO_CONVERSATION_TYPES(X)},
        {"MESSAGE_TYPE", "one of" PROTO_MESSAGE_TYPES(X)},
        {"ROLE", "one of" PROTO_ROLES(X)},
        {"PAYLOAD", "object, by the message's type"},
        {"LIMITS", "object of every limit"},
        {"CONVERSATION", "Conversation"},
        {"CONVERSATION_LIST", "list of Conversations"},
        {"MESSAGE", "Message"},
        {"MESSAGE_LIST", "list of Messages"},
        {"FAILURE_LIST", "list of `{\"conversationID\",\"code\",\"message\"}`"},
        {"USER_LIST", "list of User profiles"},
        {"ROOM", "Room"},
        {"ROOM_LIST", "list of Rooms"},
        {"MEMBER_LIST", "list of Members"},
        {"STATUS_LIST", "list of `{\"userID\",\"status\",\"customStatus\"}`"},
};
#undef X

static const char *kind_text(const char *kind)
{
	size_t i = 0;
	while (!str_equal(kinds[i].kind, kind)) {
		i++;
		assert(i < sizeof(kinds) / sizeof(kinds[0]));
	}
	return kinds[i].text;
}

static void write_members(FILE *out)
{
	fputs("\n| member | what it is |\n| --- | --- |\n", out);
	for (int i = 0; i < PROTO_FIELD_COUNT; i++)
		fprintf(out, "| `%s` | %s |\n", members[i].name, kind_text(members[i].kind));
	fputc('\n', out);
}

/* ---- methods ---- */

static void write_set(FILE *out, proto_field_set set, const char **separator, const char *mark)
{
	for (int i = 0; i < PROTO_FIELD_COUNT; i++) {
		if (!(set >> i & 1))
			continue;
		fprintf(out, "%s`%s`%s", *separator, members[i].name, mark);
		*separator = ", ";
	}
}

static void write_methods(FILE *out)
{
	fputs("\n| method | params | result |\n| --- | --- | --- |\n", out);
	for (int i = 0; i < PROTO_METHOD_COUNT; i++) {
		const struct proto_method_info *method = &proto_methods[i];
		proto_field_set optional = proto_result_optional((enum proto_method)i);
		const char *separator = "";
		fprintf(out, "| `%s` | ", method->name);
		write_set(out, method->required, &separator, "");
		write_set(out, method->optional, &separator, "?");
		fputs(" | ", out);
		separator = "";
		write_set(out, method->result & ~optional, &separator, "");
		write_set(out, method->result & optional, &separator, "?");
		fputs(" |\n", out);
	}
	fputc('\n', out);
}

const struct section protocol_sections[] = {
        {"protocol.md", "methods", write_methods},
        {"protocol.md", "members", write_members},
        {"protocol.md", "limits", write_limits},
        {"protocol.md", "errors", write_errors},
        {0},
};
