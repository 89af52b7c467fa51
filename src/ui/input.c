#include "ui/input.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define ESC 0x1B
#define PASTE_END "\033[201~"
#define BYTES_MAX (4 * 1024 * 1024)
#define PARAMETERS 32
/* More of an answer is none. */
#define ANSWER_MAX 256

/* What was found at the front of the bytes. */
enum found {
	FOUND_INPUT,
	FOUND_NOTHING, /* swallowed: no key that we know */
	FOUND_PART, /* more bytes have to come */
};

struct decoded {
	enum term_input input;
	struct key key;
	struct mouse mouse;
	struct pixels_answer answer;
	size_t len; /* bytes */
};

struct sequence {
	int parameters[PARAMETERS]; /* 0: not given */
	size_t count;
	char mark; /* the byte of `private` */
	bool private; /* an answer or a report of the terminal, not a key */
	bool mouse; /* a report of the mouse, as SGR 1006 has them */
	char final;
};

void input_init(struct input *input, char erase)
{
	*input = (struct input){.erase = erase};
	buf_init(&input->bytes, BYTES_MAX);
	buf_init(&input->paste, TERM_PASTE_MAX);
}

void input_finish(struct input *input)
{
	buf_finish(&input->bytes);
	buf_finish(&input->paste);
}

void input_expect_answers(struct input *input)
{
	input->asked = true;
}

void input_feed(struct input *input, const char *bytes, size_t len)
{
	buf_append(&input->bytes, bytes, len);
}

/* ---- sequences ---- */

static unsigned modifiers_of(int parameter)
{
	unsigned bits = parameter > 0 ? (unsigned)parameter - 1 : 0, modifiers = 0;
	if (bits & 1)
		modifiers |= KEY_MOD_SHIFT;
	if (bits & (2 | 8 | 32)) /* Alt, and what terminals call Super and Meta */
		modifiers |= KEY_MOD_ALT;
	if (bits & 4)
		modifiers |= KEY_MOD_CONTROL;
	return modifiers;
}

static uint32_t code_of_letter(char final)
{
	static const struct {
		char final;
		uint32_t code;
	} letters[] = {
	        {'A', UI_KEY_UP},     {'B', UI_KEY_DOWN},   {'C', UI_KEY_RIGHT}, {'D', UI_KEY_LEFT},
	        {'H', UI_KEY_HOME},   {'F', UI_KEY_END},    {'P', UI_KEY_F1},    {'Q', UI_KEY_F1 + 1},
	        {'R', UI_KEY_F1 + 2}, {'S', UI_KEY_F1 + 3}, {'M', UI_KEY_ENTER},
	};
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (letters[i].final == final)
			return letters[i].code;
	return 0;
}

static uint32_t code_of_number(int number)
{
	static const struct {
		int number;
		uint32_t code;
	} numbers[] = {
	        {1, UI_KEY_HOME},    {2, UI_KEY_INSERT},    {3, UI_KEY_DELETE},   {4, UI_KEY_END},
	        {5, UI_KEY_PAGE_UP}, {6, UI_KEY_PAGE_DOWN}, {7, UI_KEY_HOME},     {8, UI_KEY_END},
	        {11, UI_KEY_F1},     {12, UI_KEY_F1 + 1},   {13, UI_KEY_F1 + 2},  {14, UI_KEY_F1 + 3},
	        {15, UI_KEY_F1 + 4}, {17, UI_KEY_F1 + 5},   {18, UI_KEY_F1 + 6},  {19, UI_KEY_F1 + 7},
	        {20, UI_KEY_F1 + 8}, {21, UI_KEY_F1 + 9},   {23, UI_KEY_F1 + 10}, {24, UI_KEY_F1 + 11},
	};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (numbers[i].number == number)
			return numbers[i].code;
	return 0;
}

static uint32_t code_of_character(int codepoint)
{
	switch (codepoint) {
	case '\r':
		return UI_KEY_ENTER;
	case '\t':
		return UI_KEY_TAB;
	case ESC:
		return UI_KEY_ESC;
	case 0x7F:
		return UI_KEY_BACKSPACE;
	default:
		return codepoint >= ' ' && codepoint < UI_KEY_NAMED ? (uint32_t)codepoint : 0;
	}
}

/* "CSI 27 ; modifiers ; character ~" (xterm) and "CSI character ; modifiers u" */
static struct key key_of_character(int codepoint, int modifiers)
{
	struct key key = {code_of_character(codepoint), modifiers_of(modifiers)};
	return key_normalize(key);
}

static struct key key_of_sequence(const struct sequence *sequence)
{
	const int *parameters = sequence->parameters;
	struct key key = {0, modifiers_of(parameters[1])};
	switch (sequence->final) {
	case 'u':
		return key_of_character(parameters[0], parameters[1]);
	case 'Z':
		return (struct key){UI_KEY_TAB, KEY_MOD_SHIFT};
	case '^': /* rxvt */
	case '$':
		key.modifiers = sequence->final == '^' ? KEY_MOD_CONTROL : KEY_MOD_SHIFT;
		/* fall through */
	case '~':
		if (parameters[0] == 27)
			return key_of_character(parameters[2], parameters[1]);
		key.code = code_of_number(parameters[0]);
		return key;
	case 'a': /* rxvt */
	case 'b':
	case 'c':
	case 'd':
		key.modifiers = KEY_MOD_SHIFT;
		key.code = code_of_letter((char)(sequence->final - 'a' + 'A'));
		return key;
	default:
		key.code = code_of_letter(sequence->final);
		return key;
	}
}

/* "CSI < button ; column ; row M", or "m" when the button was let go. */
#define MOUSE_BUTTONS (1 | 2 | 64 | 128)
#define MOUSE_WHEEL 64
#define MOUSE_MOVED 32

static enum found found_mouse(const struct sequence *sequence, struct decoded *decoded)
{
	unsigned bits = (unsigned)sequence->parameters[0], button = bits & MOUSE_BUTTONS;
	struct mouse *mouse = &decoded->mouse;
	decoded->input = TERM_MOUSE;
	mouse->x = sequence->parameters[1] - 1;
	mouse->y = sequence->parameters[2] - 1;
	mouse->modifiers = (bits & 4 ? KEY_MOD_SHIFT : 0) | (bits & 8 ? KEY_MOD_ALT : 0) |
	                   (bits & 16 ? KEY_MOD_CONTROL : 0);
	if (button == MOUSE_WHEEL || button == (MOUSE_WHEEL | 1))
		mouse->deed = button & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
	else if (sequence->final == 'm')
		mouse->deed = MOUSE_RELEASE;
	else
		mouse->deed = bits & MOUSE_MOVED ? MOUSE_DRAG : MOUSE_PRESS;
	bool ours = button == 0 || (button & ~1U) == MOUSE_WHEEL;
	return ours && mouse->x >= 0 && mouse->y >= 0 ? FOUND_INPUT : FOUND_NOTHING;
}

static enum found found_sequence(const struct sequence *sequence, struct decoded *decoded)
{
	if (sequence->mouse && (sequence->final == 'M' || sequence->final == 'm'))
		return found_mouse(sequence, decoded);
	if (pixels_read_answer(&decoded->answer, sequence->mark, sequence->final, sequence->parameters,
	                       sequence->count)) {
		decoded->input = TERM_ANSWER;
		return FOUND_INPUT;
	}
	if (sequence->private)
		return FOUND_NOTHING;
	if (sequence->final == '~' && sequence->parameters[0] == 200) {
		decoded->input = TERM_PASTE;
		return FOUND_INPUT;
	}
	if ((sequence->final == 'I' || sequence->final == 'O') && sequence->parameters[0] == 0) {
		decoded->input = sequence->final == 'I' ? TERM_FOCUS_IN : TERM_FOCUS_OUT;
		return FOUND_INPUT;
	}
	decoded->key = key_of_sequence(sequence);
	return decoded->key.code ? FOUND_INPUT : FOUND_NOTHING;
}

/* The Linux console's F1 to F5: "ESC [ [ A". */
static enum found console_function_key(const char *s, size_t len, struct decoded *decoded)
{
	if (len < 4)
		return FOUND_PART;
	decoded->len = 4;
	if (s[3] < 'A' || s[3] > 'E')
		return FOUND_NOTHING;
	decoded->key.code = UI_KEY_F1 + (uint32_t)(s[3] - 'A');
	return FOUND_INPUT;
}

/* "ESC [ parameters final" */
static enum found control_sequence(const char *s, size_t len, struct decoded *decoded)
{
	struct sequence sequence = {.count = 1};
	size_t count = 0;
	if (len > 2 && s[2] == '[')
		return console_function_key(s, len, decoded);
	for (size_t at = 2; at < len; at++) {
		unsigned char c = (unsigned char)s[at];
		if (c >= '0' && c <= '9' && count < PARAMETERS) {
			int *parameter = &sequence.parameters[count];
			*parameter = *parameter < 1000000 ? *parameter * 10 + (c - '0') : *parameter;
		} else if (c == ';') {
			count++;
			sequence.count = count < PARAMETERS ? count + 1 : PARAMETERS;
		} else if (c >= 0x3C && c <= 0x3F) {
			sequence.private = true;
			sequence.mark = (char)c;
			sequence.mouse = c == '<' && at == 2;
		} else if ((c >= 0x40 && c <= 0x7E) || c == '$') {
			sequence.final = (char)c;
			decoded->len = at + 1;
			return found_sequence(&sequence, decoded);
		} else if (c < 0x20 || c > 0x3F) { /* no part of a sequence: it was none */
			decoded->len = at;
			return FOUND_NOTHING;
		}
	}
	return FOUND_PART;
}

/* "ESC O final": arrows and F1 to F4 of a VT220, its number pad. */
static enum found single_shift(const char *s, size_t len, struct decoded *decoded)
{
	if (len < 3)
		return FOUND_PART;
	decoded->len = 3;
	if (s[2] >= 'j' && s[2] <= 'y')
		decoded->key.code = (uint32_t)(s[2] - 'j' + '*');
	else
		decoded->key.code = code_of_letter(s[2]);
	return decoded->key.code ? FOUND_INPUT : FOUND_NOTHING;
}

/* "ESC _ G … ESC \\": what kitty's graphics answer. */
static enum found program_command(const char *s, size_t len, struct decoded *decoded)
{
	const char *end = memmem(s, len, "\033\\", 2);
	if (!end && len < ANSWER_MAX)
		return FOUND_PART;
	decoded->len = end ? (size_t)(end - s) + 2 : len;
	decoded->input = TERM_ANSWER;
	return pixels_read_command(&decoded->answer, s + 2, decoded->len - 2) ? FOUND_INPUT : FOUND_NOTHING;
}

static bool is_program_command(const char *s, size_t len)
{
	return len >= 3 && *s == ESC && memcmp(s + 1, "_G", 2) == 0;
}

/* The beginning of what may be an answer: the rest comes, if late. */
static bool is_torn(const struct input *input)
{
	const char *s = input->bytes.data;
	size_t len = input->bytes.len;
	return input->asked && len >= 3 && len < ANSWER_MAX &&
	       (is_program_command(s, len) || memcmp(s, "\033[", 2) == 0);
}

/* ---- characters ---- */

static size_t length_by_lead(unsigned char lead)
{
	return lead > 0xF4 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

static struct key control_key(const struct input *input, unsigned char c)
{
	if (c == (unsigned char)input->erase || c == 0x7F)
		return (struct key){UI_KEY_BACKSPACE, 0};
	if (c == 0)
		return (struct key){' ', KEY_MOD_CONTROL};
	return key_normalize((struct key){c < 0x1B ? c + 'a' - 1 : c + '@', KEY_MOD_CONTROL});
}

static enum found character(const struct input *input, const char *s, size_t len, struct decoded *decoded)
{
	unsigned char c = (unsigned char)*s;
	if (c < 0x20 || c == 0x7F) {
		decoded->key = control_key(input, c);
		decoded->len = 1;
		return FOUND_INPUT;
	}
	if (len < length_by_lead(c))
		return FOUND_PART;
	decoded->len = utf8_decode(s, len, &decoded->key.code);
	/* Bytes that are no UTF-8 come from a wrongly set terminal: there is nothing to type. */
	return decoded->len == 1 && c >= 0x80 ? FOUND_NOTHING : FOUND_INPUT;
}

static enum found decode(const struct input *input, const char *s, size_t len, bool final,
                         struct decoded *decoded);

/* ESC begins a sequence, or stands for Alt with the key behind it, or is the key itself. */
static enum found escape(const struct input *input, const char *s, size_t len, bool final,
                         struct decoded *decoded)
{
	enum found found = FOUND_PART;
	if (is_program_command(s, len))
		return program_command(s, len, decoded);
	if (input->asked && len == 2 && s[1] == '_' && !final)
		return FOUND_PART;
	if (len >= 2 && s[1] == '[')
		found = control_sequence(s, len, decoded);
	else if (len >= 2 && s[1] == 'O')
		found = single_shift(s, len, decoded);
	if (found != FOUND_PART)
		return found;
	bool behind_is_sequence = len >= 3 && s[1] == ESC && (s[2] == '[' || s[2] == 'O');
	if (len >= 2 && (final || (s[1] != '[' && s[1] != 'O')) && (s[1] != ESC || behind_is_sequence)) {
		found = s[1] == ESC ? escape(input, s + 1, len - 1, final, decoded)
		                    : character(input, s + 1, len - 1, decoded);
		decoded->key.modifiers |= KEY_MOD_ALT;
		decoded->len++;
		return found;
	}
	if (!final && (len < 2 || s[1] != ESC || len < 3))
		return FOUND_PART;
	decoded->key = (struct key){UI_KEY_ESC, 0};
	decoded->len = 1;
	return FOUND_INPUT;
}

static enum found decode(const struct input *input, const char *s, size_t len, bool final,
                         struct decoded *decoded)
{
	*decoded = (struct decoded){.input = TERM_KEY};
	return *s == ESC ? escape(input, s, len, final, decoded) : character(input, s, len, decoded);
}

/* ---- pastes ---- */

/* Terminals send the Return key's byte for a newline. */
static void add_to_paste(struct input *input, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len && !input->paste.overflow; i++) {
		bool second = bytes[i] == '\n' && input->paste_after_return;
		input->paste_after_return = bytes[i] == '\r';
		if (bytes[i] != '\0' && !second)
			buf_append_char(&input->paste, bytes[i] == '\r' ? '\n' : bytes[i]);
	}
}

/* The end's own beginning may be the last that came. */
static size_t sure_of_paste(const struct input *input)
{
	size_t len = input->bytes.len, most = strlen(PASTE_END) - 1;
	for (size_t part = len < most ? len : most; part > 0; part--)
		if (memcmp(input->bytes.data + len - part, PASTE_END, part) == 0)
			return len - part;
	return len;
}

static enum term_input take_paste(struct input *input, struct term_event *event)
{
	const char *end = memmem(input->bytes.data, input->bytes.len, PASTE_END, strlen(PASTE_END));
	size_t len = end ? (size_t)(end - input->bytes.data) : sure_of_paste(input);
	add_to_paste(input, input->bytes.data, len);
	buf_consume(&input->bytes, end ? len + strlen(PASTE_END) : len);
	if (!end)
		return TERM_NOTHING;
	input->pasting = false;
	event->paste = buf_take(&input->paste);
	return TERM_PASTE;
}

/* ---- all of it ---- */

enum term_input input_next(struct input *input, bool final, struct term_event *event)
{
	while (input->bytes.len > 0) {
		struct decoded decoded;
		if (input->pasting)
			return take_paste(input, event);
		bool late = is_torn(input);
		enum found found =
		        decode(input, input->bytes.data, input->bytes.len, final && !late, &decoded);
		if (found == FOUND_PART && final &&
		    !late) { /* half a character or sequence, and no more comes */
			decoded.len = input->bytes.len;
			found = FOUND_NOTHING;
		}
		if (found == FOUND_PART)
			return TERM_NOTHING;
		buf_consume(&input->bytes, decoded.len);
		if (found == FOUND_INPUT && decoded.input == TERM_PASTE) {
			input->pasting = true;
			input->paste_after_return = false;
			buf_clear(&input->paste);
		} else if (found == FOUND_INPUT) {
			event->key = decoded.key;
			event->mouse = decoded.mouse;
			event->answer = decoded.answer;
			if (decoded.input == TERM_ANSWER && decoded.answer.kind == PIXELS_ATTRIBUTES)
				input->asked = false;
			return decoded.input;
		}
	}
	return TERM_NOTHING;
}

bool input_is_unsure(const struct input *input)
{
	return !input->pasting && input->bytes.len > 0;
}
