/*
 *     OSC 777   ESC ] 777 ; notify ; TITLE ; BODY BEL                       rxvt-unicode's, which many took over
 *     OSC 9     ESC ] 9 ; TEXT BEL                                          iTerm2's (Growl)
 *     OSC 99    ESC ] 99 ; i=ID : d=0 ; TITLE BEL ESC ] 99 ; i=ID : p=body ; BODY BEL     kitty's
 *
 * BEL ends them, and not ESC \: that would end screen's wrapping.
 */
#include "notify/escape.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"

#define ESC '\033'
/* screen takes no more than 768 bytes in one of its strings. */
#define SCREEN_CHUNK 500
#define ID_SIZE 24

/* ---- through tmux and screen ---- */

static void wrap_for_tmux(struct buf *out, const char *bytes, size_t len)
{
	buf_append_str(out, "\033Ptmux;");
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == ESC)
			buf_append_char(out, ESC);
		buf_append_char(out, bytes[i]);
	}
	buf_append_str(out, "\033\\");
}

/* A piece must not end with ESC, which would be one with the wrapping's. */
static void wrap_for_screen(struct buf *out, const char *bytes, size_t len)
{
	while (len > 0) {
		size_t piece = len < SCREEN_CHUNK ? len : SCREEN_CHUNK;
		if (piece > 1 && bytes[piece - 1] == ESC)
			piece--;
		buf_append_str(out, "\033P");
		buf_append(out, bytes, piece);
		buf_append_str(out, "\033\\");
		bytes += piece;
		len -= piece;
	}
}

void escape_wrap(struct buf *out, enum place_mux mux, const char *bytes, size_t len)
{
	if (mux == PLACE_TMUX)
		wrap_for_tmux(out, bytes, len);
	else if (mux == PLACE_SCREEN)
		wrap_for_screen(out, bytes, len);
	else
		buf_append(out, bytes, len);
}

/* ---- the sequences ---- */

/* kitty's identifiers have letters, digits and little else. */
static void make_id(const char *conversation, char id[ID_SIZE])
{
	uint64_t hash = 14695981039346656037U; /* FNV-1a */
	for (; *conversation; conversation++)
		hash = (hash ^ (unsigned char)*conversation) * 1099511628211U;
	snprintf(id, ID_SIZE, "covey%016llx", (unsigned long long)hash);
}

/* ";" parts OSC 777's title from its body, and makes a command of an OSC 9 that begins with a number. */
static void append_title(struct buf *out, const char *title)
{
	for (; *title; title++)
		buf_append_char(out, *title == ';' ? ',' : *title);
}

static void make_777(struct buf *out, const char *title, const char *body)
{
	buf_append_str(out, "\033]777;notify;");
	append_title(out, title);
	buf_printf(out, ";%s\a", body);
}

static void make_9(struct buf *out, const char *title, const char *body)
{
	buf_append_str(out, "\033]9;");
	append_title(out, title);
	buf_printf(out, ": %s\a", body);
}

static void make_99(struct buf *out, const char *conversation, const char *title, const char *body)
{
	char id[ID_SIZE];
	make_id(conversation, id);
	buf_printf(out, "\033]99;i=%s:d=0;%s\a\033]99;i=%s:p=body;%s\a", id, title, id, body);
}

void escape_show(struct buf *out, enum notify_way way, enum place_mux mux, const char *conversation,
                 const char *title, const char *body)
{
	struct buf plain;
	buf_init(&plain, ESCAPE_MAX);
	switch (way) {
	case NOTIFY_OSC777:
		make_777(&plain, title, body);
		break;
	case NOTIFY_OSC9:
		make_9(&plain, title, body);
		break;
	case NOTIFY_OSC99:
		make_99(&plain, conversation, title, body);
		break;
	default:
		/* tmux and screen hand the bell on themselves. */
		assert(way == NOTIFY_BELL);
		buf_append_char(out, '\a');
	}
	escape_wrap(out, plain.len > 0 ? mux : PLACE_DIRECT, plain.data, plain.len);
	buf_finish(&plain);
}

void escape_close(struct buf *out, enum notify_way way, enum place_mux mux, const char *conversation)
{
	char id[ID_SIZE];
	struct buf plain;
	if (way != NOTIFY_OSC99)
		return;
	buf_init(&plain, ESCAPE_MAX);
	make_id(conversation, id);
	buf_printf(&plain, "\033]99;i=%s:p=close;\a", id);
	escape_wrap(out, mux, plain.data, plain.len);
	buf_finish(&plain);
}
