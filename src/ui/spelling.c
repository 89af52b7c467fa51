#include "ui/spelling.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/private.h"
#include "ui/wrap.h"

#define BLANKS " \t\n"
#define SCRIPTS_WITHOUT_BLANKS 0x2E80
#define TOO_LONG 64 /* bytes; no dictionary has such a word */
#define LEARN 1 /* what a choice does */

/* ---- words ---- */

static bool is_letter(uint32_t codepoint)
{
	return codepoint < 0x80 ? isalpha((int)codepoint) != 0 : codepoint < SCRIPTS_WITHOUT_BLANKS;
}

static bool is_inside(uint32_t codepoint)
{
	return codepoint == '\'' || codepoint == '-';
}

static bool is_word(const char *text, size_t len)
{
	uint32_t codepoint;
	for (size_t step; (step = utf8_decode(text, len, &codepoint)) > 0; text += step, len -= step)
		if (!is_letter(codepoint) && !is_inside(codepoint))
			return false;
	return true;
}

/* What stands around a word is none of it: "(word)," is "word". */
static void trim(const char *text, struct spelling_word *word)
{
	while (word->len > 0 && (unsigned char)text[word->start] < 0x80 &&
	       strchr("(\"'*_[{", text[word->start])) {
		word->start++;
		word->len--;
	}
	while (word->len > 0 && (unsigned char)text[word->start + word->len - 1] < 0x80 &&
	       strchr(")\"'*_]}.,;:!?-", text[word->start + word->len - 1]))
		word->len--;
}

static bool is_misspelt(const struct ui_speller *speller, const struct line *line, struct spelling_word word)
{
	bool typed = line->cursor == word.start + word.len && line->last == LINE_TYPED;
	if (word.len == 0 || word.len > TOO_LONG || typed || !is_word(line->text + word.start, word.len))
		return false;
	char *text = mem_strndup(line->text + word.start, word.len);
	bool known = speller->knows(speller->context, text);
	free(text);
	return !known;
}

bool spelling_next(const struct ui_speller *speller, const struct line *line, size_t from, size_t to,
                   struct spelling_word *word)
{
	size_t at = from;
	while (speller && (at += strspn(line->text + at, BLANKS)) < to) {
		size_t len = strcspn(line->text + at, BLANKS);
		*word = (struct spelling_word){at, len};
		trim(line->text, word);
		if (is_misspelt(speller, line, *word))
			return true;
		at += len;
	}
	return false;
}

void spelling_draw(const struct ui_speller *speller, const struct line *line, size_t start, size_t len,
                   struct grid *grid, struct rect rect, int x, int y)
{
	struct spelling_word word;
	size_t end = start + len;
	for (size_t at = start; spelling_next(speller, line, at, end, &word) && word.start + word.len <= end;
	     at = word.start + word.len)
		grid_text_len(grid, rect, x + wrap_width(line->text + start, word.start - start), y,
		              STYLE_MISSPELT, line->text + word.start, word.len);
}

/* ---- putting it right ---- */

/* The one that the cursor is in or behind, else the first behind it. */
static bool find_word(const struct ui_speller *speller, const struct line *line, struct spelling_word *found)
{
	struct spelling_word word;
	bool any = false;
	for (size_t at = 0; spelling_next(speller, line, at, line->len, &word); at = word.start + word.len) {
		if (any && word.start > line->cursor)
			break;
		*found = word;
		any = true;
	}
	return any;
}

static void list_suggestions(struct ui_turn *turn, struct dialog *dialog)
{
	const struct ui_speller *speller = turn->ui->speller;
	struct strlist words = {0};
	dialog_clear_choices(dialog);
	speller->suggest(speller->context, dialog->wanted, &words);
	for (size_t i = 0; i < words.len; i++)
		if (str_has_prefix(words.items[i], dialog->input.text))
			dialog_add_choice(dialog, words.items[i], "", words.items[i], 0);
	strlist_finish(&words);
	if (line_is_empty(&dialog->input))
		dialog_add_choice(dialog, dialog->wanted, "is right: into your dictionary", dialog->wanted,
		                  LEARN);
}

static void put_right(struct ui_turn *turn, struct dialog *dialog)
{
	struct ui *ui = turn->ui;
	const struct dialog_choice *choice = dialog_chosen(dialog);
	struct line *line = compose_line(&ui->compose, dialog->conversation);
	struct spelling_word word;
	if (!choice)
		return;
	if (choice->deed == LEARN)
		ui->speller->learn(ui->speller->context, choice->value);
	/* Another terminal may have changed the text. */
	else if (!find_word(ui->speller, line, &word) || word.len != strlen(dialog->wanted) ||
	         memcmp(line->text + word.start, dialog->wanted, word.len) != 0)
		ui_notice(turn, false, "The text has changed meanwhile");
	else
		line_replace(line, word.start, word.start + word.len, choice->value);
	dialog_close(dialog);
}

void spelling_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "put it in",
	        .refresh = list_suggestions,
	        .accept = put_right,
	};
	struct ui *ui = turn->ui;
	const char *target = ui_target(ui, turn->state);
	struct spelling_word word;
	if (!target || !ui->speller) {
		ui_notice(turn, false, "There is no dictionary of your language here");
		return;
	}
	struct line *line = compose_line(&ui->compose, target);
	line->last = LINE_OTHER;
	if (!find_word(ui->speller, line, &word)) {
		ui_notice(turn, false, "The dictionary has every word of it");
		return;
	}
	char *text = mem_strndup(line->text + word.start, word.len);
	dialog_open(&ui->dialog, &purpose, "Spelling");
	ui->dialog.wanted = text;
	ui->dialog.conversation = mem_strdup(target);
	ui_refresh_dialog(turn);
}
