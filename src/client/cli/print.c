#include "client/cli/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "backend/convert.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "proto/json.h"
#include "proto/types.h"
#include "ui/label.h"

void print_time(char out[PRINT_TIME_SIZE], int64_t time_ms)
{
	time_t seconds = (time_t)(time_ms / 1000);
	struct tm local;
	if (!localtime_r(&seconds, &local) || !strftime(out, PRINT_TIME_SIZE, "%Y-%m-%d %H:%M", &local))
		out[0] = '\0';
}

void print_name(const char *name)
{
	char *clean = utf8_clean(name, false);
	puts(clean);
	free(clean);
}

const char *print_conversation_type(enum state_conversation_kind kind)
{
	return proto_conversation_type_name(kind == STATE_ROOM ? PROTO_CONVERSATION_GROUP
	                                                       : PROTO_CONVERSATION_C2C);
}

const char *print_remind_type(enum state_remind remind)
{
	return proto_remind_type_name(convert_remind(remind));
}

void print_json(struct json *object)
{
	char *line = json_print(object);
	puts(line);
	free(line);
	json_destroy(object);
}

static void print_message_json(const struct state *state, const char *conversation,
                               const struct state_message *message)
{
	struct json *object = json_object();
	json_set_string(object, "conversationID", conversation);
	json_set_string(object, "messageID", message->id);
	json_set_int(object, "sequence", message->sequence);
	json_set_string(object, "from", message->from);
	json_set_string(object, "nick", state_name_of(state, message->from));
	json_set_int(object, "time", message->time_ms);
	json_set_string(object, "text", message->text);
	if (message->file) {
		json_set_string(object, "fileUrl", message->file);
		json_set_int(object, "fileSize", message->file_size);
	}
	if (message->reply_to)
		json_set_string(object, "replyTo", message->reply_to);
	json_set_bool(object, "mentionsMe", message->mentions_me);
	json_set_bool(object, "isModified", message->edited);
	json_set_bool(object, "isRevoked", message->recalled);
	print_json(object);
}

/* Beside a conversation's name it is marked as the one who speaks: the two are often the same. */
static char *speaker_of(const struct print_style *style, const struct state_message *message)
{
	char *name = label_person(style->state, message->from), *speaker;
	if (!style->room)
		return name;
	if (asprintf(&speaker, "%s:", name) < 0)
		abort();
	free(name);
	return speaker;
}

void print_fit_name(struct print_style *style, const struct state_message *message)
{
	char *speaker = speaker_of(style, message);
	int width = utf8_width(speaker);
	if (width > style->from_width)
		style->from_width = width < PRINT_NAME_COLUMNS ? width : PRINT_NAME_COLUMNS;
	free(speaker);
}

struct state_message print_keep_message(struct arena *arena, const struct state_message *message)
{
	return (struct state_message){
	        .id = arena_strdup(arena, message->id),
	        .sequence = message->sequence,
	        .from = arena_strdup(arena, message->from),
	        .time_ms = message->time_ms,
	        .kind = message->kind,
	        .text = arena_strdup(arena, message->text),
	        .file = arena_strdup(arena, message->file),
	        .file_size = message->file_size,
	        .reply_to = arena_strdup(arena, message->reply_to),
	        .mentions_me = message->mentions_me,
	        .edited = message->edited,
	        .recalled = message->recalled,
	        .deleted = message->deleted,
	};
}

char *print_message_text(const struct state_message *message)
{
	char size[LABEL_SIZE_SIZE], *text;
	if (message->recalled)
		return mem_strdup("(recalled)");
	char *clean = utf8_clean(message->text, true);
	if (message->kind != STATE_FILE)
		return clean;
	label_size(message->file_size, size);
	if (asprintf(&text, "file: %s (%s)", clean, size) < 0)
		abort();
	free(clean);
	return text;
}

static void print_padded(const char *text, int width)
{
	int missing = width - utf8_width(text);
	printf("%s%*s  ", text, missing > 0 ? missing : 0, "");
}

/* What follows the first line stands under its text. */
static void print_text(const char *text, int indent)
{
	for (; *text; text++) {
		putchar(*text);
		if (*text == '\n')
			printf("%*s", indent, "");
	}
	putchar('\n');
}

static int columns_before_text(const struct print_style *style, const char *when, const char *from)
{
	int from_width = utf8_width(from);
	int indent =
	        utf8_width(when) + 2 + (from_width > style->from_width ? from_width : style->from_width) + 2;
	if (style->room)
		indent += style->room_width + 2;
	return indent;
}

static void print_message_line(const struct print_style *style, const struct state_message *message)
{
	char when[PRINT_TIME_SIZE];
	char *from = speaker_of(style, message);
	char *text = print_message_text(message);
	print_time(when, message->time_ms);
	printf("%s  ", when);
	if (style->room)
		print_padded(style->room, style->room_width);
	print_padded(from, style->from_width);
	print_text(text, columns_before_text(style, when, from));
	free(from);
	free(text);
}

void print_message_in(const struct print_style *style, const char *conversation,
                      const struct state_message *message)
{
	if (message->deleted)
		return;
	if (style->json)
		print_message_json(style->state, conversation, message);
	else
		print_message_line(style, message);
}
