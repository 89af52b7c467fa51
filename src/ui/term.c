/*
 * Input is read from descriptor 0 and decoded by input.c; of curses only the output is used. The last picture
 * is kept, and only cells that differ from it are given to curses, which knows how to move a cursor cheaply.
 *
 * One terminal belongs to a program, and signals come without a context: so its value is the file's.
 */
#include "ui/term.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>
/* It names tab stops so. */
#undef tab

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "ui/crash.h"
#include "ui/glyph.h"
#include "ui/images.h"
#include "ui/input.h"
#include "ui/modes.h"

/* How long the rest of a sequence may take; a lone Esc is taken for what it is after it. */
#define ESC_DELAY_MS 25
/* The same, and how long, while the terminal has not answered what it was asked at the start. */
#define ANSWER_DELAY_MS 250
#define ANSWER_MS 3000
#define READ_BYTES 4096
#define SEQUENCES_MAX CRASH_BYTES
#define FALLBACK_WIDTH 80
#define FALLBACK_HEIGHT 24

static struct {
	bool started;
	bool lent; /* to another program */
	struct sigaction
	        on_stop; /* curses', while lent: it would draw over the other when both are continued */
	SCREEN *screen;
	bool unicode;
	struct termios before; /* as the terminal was given to us */
	struct input input;
	struct modes modes;
	bool colours; /* it has them, and they are wanted */
	const struct style_look *looks;
	attr_t attributes[STYLE_COUNT];
	short pairs[STYLE_COUNT];
	struct grid shown; /* the last picture; no cells: unknown */
	struct images images;
	struct pixels_able able;
	int64_t asked_ms; /* clock_mono_ms, of that it was asked what it is able to */
} term;

/* ---- giving the terminal back ---- */

/* What terminfo has under this name, or NULL. */
static const char *capability(const char *name)
{
	const char *sequence = tigetstr((NCURSES_CONST char *)name);
	return sequence == (const char *)-1 ? NULL : sequence;
}

static void add_capability(struct buf *out, const char *name)
{
	const char *sequence = capability(name);
	if (sequence)
		buf_append_str(out, sequence);
}

static void prepare_restore(void)
{
	static const char *const names[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
	struct buf out;
	buf_init(&out, SEQUENCES_MAX);
	modes_add_end(&term.modes, &out);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		add_capability(&out, names[i]);
	crash_set_restore(out.data, out.len);
	buf_finish(&out);
}

static void write_bytes(const char *bytes, size_t len)
{
	fwrite(bytes, 1, len, stdout);
}

void term_stop(void)
{
	if (!term.started)
		return;
	term.started = false;
	images_clear(&term.images, write_bytes);
	modes_end(&term.modes);
	endwin();
	tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
	crash_release();
	delscreen(term.screen);
	input_finish(&term.input);
	grid_finish(&term.shown);
}

/* ---- setting it up ---- */

/* Where there are eight, a bright one is the one that it is a brighter form of. */
static short colour_of(int wanted)
{
	if (wanted >= COLORS && wanted < 2 * COLORS)
		wanted -= COLORS;
	return (short)(wanted < 0 || wanted >= COLORS ? -1 : wanted);
}

/* The pair of a style; 0, the terminal's own colours, where there are none: a pair that curses refused shows nothing. */
static short make_pair(enum style style, short pair)
{
	const struct style_look *look = &term.looks[style];
	bool many = COLORS == 256; /* more: direct colour, where only the first eight are a palette */
	short foreground = colour_of(many ? look->fg256 : look->fg16);
	short background = colour_of(many ? look->bg256 : look->bg16);
	if (foreground < 0 && background < 0)
		return 0;
	return pair < COLOR_PAIRS && init_pair(pair, foreground, background) == OK ? pair : 0;
}

/* What was erased has the colours of plain text. */
static void prepare_background(void)
{
	cchar_t blank;
	if (setcchar(&blank, L" ", A_NORMAL, term.pairs[STYLE_NORMAL], NULL) == OK)
		bkgrndset(&blank);
}

static void prepare_styles(void)
{
	static const struct {
		unsigned attribute;
		attr_t curses;
	} attributes[] = {
	        {STYLE_BOLD, A_BOLD},           {STYLE_DIM, A_DIM},       {STYLE_REVERSE, A_REVERSE},
	        {STYLE_UNDERLINE, A_UNDERLINE}, {STYLE_ITALIC, A_ITALIC},
	};
	for (int style = 0; style < STYLE_COUNT; style++) {
		term.attributes[style] = A_NORMAL;
		for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
			if (term.looks[style].attributes & attributes[i].attribute)
				term.attributes[style] |= attributes[i].curses;
		term.pairs[style] = term.colours ? make_pair((enum style)style, (short)(style + 1)) : 0;
		/* Grey is enough; made dim as well it would be hard to read, and dim black is black. */
		if (term.pairs[style] > 0)
			term.attributes[style] &= ~A_DIM;
	}
	prepare_background();
}

void term_set_looks(const struct style_look *looks)
{
	if (term.looks == looks)
		return;
	term.looks = looks;
	prepare_styles();
	grid_finish(&term.shown);
}

const struct pixels_able *term_pixels(void)
{
	return &term.able;
}

void term_set_mouse(bool wanted)
{
	modes_set_mouse(&term.modes, wanted);
}

static void prepare_modes(void)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	idcok(stdscr, FALSE); /* what stands over cells does not move with them */
	typeahead(-1); /* what is typed is ours to read */
	curs_set(0);
}

static struct winsize measure(void)
{
	struct winsize size = {.ws_row = FALLBACK_HEIGHT, .ws_col = FALLBACK_WIDTH};
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	pixels_measure(&term.able, size.ws_xpixel, size.ws_ypixel, size.ws_col, size.ws_row);
	return size;
}

/* What it answers comes among the keys, and is shown when it does. */
static void ask(void)
{
	struct buf out;
	buf_init(&out, SEQUENCES_MAX);
	pixels_look(&term.able, getenv);
	measure();
	pixels_ask(&term.able, &out);
	write_bytes(out.data, out.len);
	fflush(stdout);
	buf_finish(&out);
	input_expect_answers(&term.input);
	term.asked_ms = clock_mono_ms();
}

/* terminfo says it of xterm and its kin; screen and tmux, whose entries do not, take it too. */
static bool can_have_title(const char *name)
{
	return tigetflag((NCURSES_CONST char *)"XT") == 1 || capability("tsl") ||
	       str_has_prefix(name, "screen") || str_has_prefix(name, "tmux");
}

bool term_start(struct err *err)
{
	const char *name = getenv("TERM");
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ENOTTY, "standard input and output are no terminal");
	if (tcgetattr(STDIN_FILENO, &term.before) != 0)
		return err_set(err, errno, "the terminal does not answer: %s", strerror(errno));
	/* Before curses catches some: it knows nothing of our modes. */
	crash_catch(&term.before);
	term.screen = newterm(name, stdout, stdin);
	if (term.screen && !capability("cup")) { /* a printer: curses would go through the motions */
		endwin();
		delscreen(term.screen);
		term.screen = NULL;
	}
	if (!term.screen) {
		crash_release();
		return err_set(err, 0, "the terminal “%s” (TERM) is unknown here, or can show no screen",
		               name ? name : "");
	}
	term.unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	term.started = true;
	prepare_modes();
	term.colours = str_empty(getenv("NO_COLOR")) && has_colors() && start_color() == OK &&
	               use_default_colors() == OK;
	term.looks = NULL;
	term_set_looks(style_looks);
	modes_init(&term.modes, can_have_title(name));
	prepare_restore();
	atexit(term_stop);
	input_init(&term.input, (char)term.before.c_cc[VERASE]);
	term.shown = (struct grid){0};
	images_init(&term.images, (uint32_t)getpid() << 8);
	refresh();
	modes_begin(&term.modes);
	ask();
	return true;
}

/* ---- size ---- */

void term_size(int *width, int *height)
{
	getmaxyx(stdscr, *height, *width);
	if (*width < 1)
		*width = 1;
	if (*height < 1)
		*height = 1;
}

void term_resize(void)
{
	struct winsize size = measure();
	resizeterm(size.ws_row > 0 ? size.ws_row : 1, size.ws_col > 0 ? size.ws_col : 1);
	grid_finish(&term.shown);
	if (term.able.cell_told)
		term_write(PIXELS_ASK_CELL, strlen(PIXELS_ASK_CELL)); /* it may be another font now */
}

/* ---- reading ---- */

static bool is_readable(int timeout_ms)
{
	struct pollfd poll_fd = {.fd = STDIN_FILENO, .events = POLLIN};
	return poll(&poll_fd, 1, timeout_ms) > 0;
}

/* False when the terminal is gone. */
static bool read_more(void)
{
	char bytes[READ_BYTES];
	ssize_t len = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (len < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (len <= 0)
		return false;
	input_feed(&term.input, bytes, (size_t)len);
	return true;
}

void term_lend(void)
{
	images_clear(&term.images, write_bytes);
	modes_end(&term.modes);
	endwin();
	sigaction(SIGTSTP, &(struct sigaction){.sa_handler = SIG_DFL}, &term.on_stop);
	term.lent = true;
}

/* Whoever had it may have left anything there. */
void term_take_back(void)
{
	term.lent = false;
	sigaction(SIGTSTP, &term.on_stop, NULL);
	refresh();
	modes_begin(&term.modes);
	term_resize();
}

/* Ctrl-Z, which raw mode gives us as a key: to the shell and back. */
static void suspend(void)
{
	term_lend();
	kill(0, SIGTSTP);
	term_take_back();
	raise(SIGWINCH); /* the program asks for the size and draws */
}

static bool is_suspend(struct key key)
{
	return key_equal(key, (struct key){'z', KEY_MOD_CONTROL});
}

/* An answer that is on its way is not torn apart. */
static int patience_ms(void)
{
	bool awaited = term.input.asked && clock_mono_ms() - term.asked_ms < ANSWER_MS;
	return awaited ? ANSWER_DELAY_MS : ESC_DELAY_MS;
}

enum term_input term_read(struct term_event *event)
{
	for (;;) {
		enum term_input found = input_next(&term.input, false, event);
		if (found == TERM_NOTHING && is_readable(input_is_unsure(&term.input) ? patience_ms() : 0)) {
			if (!read_more())
				return TERM_HANGUP;
			continue;
		}
		if (found == TERM_NOTHING && input_is_unsure(&term.input))
			found = input_next(&term.input, true, event);
		if (found == TERM_ANSWER)
			pixels_take(&term.able, &event->answer);
		else if (found != TERM_KEY || !is_suspend(event->key))
			return found;
		else
			suspend();
	}
}

/* ---- drawing ---- */

static bool same_cell(const struct grid_cell *a, const struct grid_cell *b)
{
	return a->width == b->width && a->style == b->style && a->image == b->image &&
	       a->foreground == b->foreground && a->background == b->background &&
	       strcmp(a->text, b->text) == 0;
}

/* curses gives the pairs that were not used for longest to others; with fewer than 256 colours there are none. */
static int pair_of(const struct grid_cell *shown)
{
	if (shown->style != STYLE_PICTURE)
		return term.pairs[shown->style];
	int pair = term.colours && COLORS == 256 ? alloc_pair(shown->foreground, shown->background) : 0;
	return pair < 0 ? 0 : pair;
}

/* One curses cell: a base and its marks. */
static void put_characters(int y, int x, const struct grid_cell *shown, const wchar_t *characters)
{
	cchar_t cell;
	int pair = pair_of(shown);
	/* So it is no blank that may be erased along with others: that would erase the pixels over it. */
	attr_t attributes = term.attributes[shown->style] | (shown->image ? A_INVIS : 0);
	if (setcchar(&cell, characters, attributes, 0, &pair) != OK || mvadd_wch(y, x, &cell) == ERR) {
		/* A character newer than the C library's tables; the last column's ERR is none. */
		if (wcwidth(characters[0]) < 0)
			mvaddch(y, x, '?');
	}
}

/* A spacing character begins a curses cell; what has no width goes on the one before. */
static void put_unicode(int y, int x, const struct grid_cell *shown)
{
	wchar_t characters[UTF8_CELL_MARKS + 2];
	size_t count = 0, left = strlen(shown->text), step;
	const char *at = shown->text;
	uint32_t codepoint;
	for (; (step = utf8_decode(at, left, &codepoint)) > 0; at += step, left -= step) {
		int width = utf8_codepoint_width(codepoint);
		if (width > 0 && count > 0) {
			characters[count] = L'\0';
			put_characters(y, x, shown, characters);
			x += utf8_codepoint_width((uint32_t)characters[0]);
			count = 0;
		}
		if (count < UTF8_CELL_MARKS + 1)
			characters[count++] = (wchar_t)codepoint;
	}
	characters[count] = L'\0';
	if (count > 0)
		put_characters(y, x, shown, characters);
}

static void put_ascii(int y, int x, const struct grid_cell *shown)
{
	wchar_t characters[2] = {(wchar_t)*glyph_ascii(shown->text), L'\0'};
	put_characters(y, x, shown, characters);
	if (shown->width > 1)
		put_characters(y, x + 1, shown, L" ");
}

/* curses would give each part a cell of its own. It is told of blanks, and the emoji is written over them. */
static bool is_over(const struct grid_cell *cell)
{
	return term.unicode && cell->width == 2 && utf8_is_whole_emoji(cell->text);
}

static void put_cell(int y, int x, const struct grid_cell *shown)
{
	if (shown->width == 0)
		return;
	if (is_over(shown)) {
		put_characters(y, x, shown, L" ");
		put_characters(y, x + 1, shown, L" ");
	} else if (term.unicode)
		put_unicode(y, x, shown);
	else
		put_ascii(y, x, shown);
}

/* What is shown is unknown when the size changed or the whole is to be painted anew. */
static void compare_with(const struct grid *grid)
{
	bool known = term.shown.cells && term.shown.width == grid->width && term.shown.height == grid->height;
	if (known && term.shown.repaints == grid->repaints)
		return;
	grid_finish(&term.shown);
	grid_init(&term.shown, grid->width, grid->height);
	term.shown.repaints = grid->repaints;
	images_clear(&term.images, write_bytes);
	erase();
	clearok(stdscr, TRUE);
}

/* The cells of a row that changed; `anew`: all of it is to be written. True when something is to be put over it, too. */
static bool put_row(const struct grid *grid, int y, bool *anew)
{
	const struct grid_cell *cells = grid->cells + (size_t)y * (size_t)grid->width;
	const struct grid_cell *before = term.shown.cells + (size_t)y * (size_t)grid->width;
	bool changed = *anew, over = false;
	for (int x = 0; x < grid->width; x++) {
		over = over || is_over(&cells[x]) || is_over(&before[x]);
		if (same_cell(&cells[x], &before[x]))
			continue;
		put_cell(y, x, &cells[x]);
		changed = true;
	}
	*anew = *anew || (changed && over);
	if (*anew)
		wredrawln(stdscr, y, 1);
	return changed && over;
}

static int put_byte(int byte)
{
	return putchar(byte);
}

/*
 * A row with something over it, behind refresh(), which finds place and colours as it left them. All of it is written:
 * a terminal that takes more columns for the emoji has written over what is behind it.
 */
static void put_over(const struct grid *grid, int y)
{
	const struct grid_cell *cells = grid->cells + (size_t)y * (size_t)grid->width;
	const char *cup = capability("cup");
	int style = -1;
	fputs("\0337", stdout);
	tputs(tparm(cup, y, 0), 1, put_byte);
	for (int x = 0; x < grid->width; x++) {
		int pair = pair_of(&cells[x]);
		if ((cells[x].style != style || style == STYLE_PICTURE) && cells[x].width > 0)
			vid_puts(term.attributes[cells[x].style], 0, &pair, put_byte);
		style = cells[x].style;
		fputs(cells[x].text, stdout);
		if (is_over(&cells[x]))
			tputs(tparm(cup, y, x + 2), 1, put_byte);
	}
	vid_puts(A_NORMAL, 0, NULL, put_byte);
	fputs("\0338", stdout);
}

static bool put_rows(const struct grid *grid, bool *anew, bool *over)
{
	bool some = false;
	for (int y = 0; y < grid->height; y++)
		some = (over[y] = put_row(grid, y, &anew[y])) || some;
	memcpy(term.shown.cells, grid->cells,
	       (size_t)grid->width * (size_t)grid->height * sizeof(*grid->cells));
	return some;
}

void term_draw(const struct grid *grid)
{
	if (term.lent)
		return;
	bool *over = mem_alloc((size_t)grid->height * sizeof(*over));
	bool *anew = mem_alloc((size_t)grid->height * sizeof(*anew));
	struct grid behind = *grid; /* the pixels */
	behind.cells = images_cells(grid);
	compare_with(grid);
	images_remove(&term.images, grid, anew, write_bytes);
	bool some = put_rows(&behind, anew, over);
	curs_set(grid->cursor_x >= 0);
	move(grid->cursor_y >= 0 ? grid->cursor_y : 0, grid->cursor_x >= 0 ? grid->cursor_x : 0);
	refresh();
	if (some)
		vid_puts(A_NORMAL, 0, NULL, put_byte);
	for (int y = 0; y < grid->height; y++)
		if (over[y])
			put_over(&behind, y);
	images_show(&term.images, grid, anew, write_bytes);
	fflush(stdout);
	free(behind.cells);
	free(anew);
	free(over);
}

void term_write(const char *bytes, size_t len)
{
	if (term.lent)
		return;
	write_bytes(bytes, len);
	fflush(stdout);
}

void term_set_title(const char *title)
{
	if (!term.lent)
		modes_set_title(&term.modes, title);
}

bool term_is_dumb(void)
{
	int status = 0;
	return setupterm(getenv("TERM"), STDOUT_FILENO, &status) == OK && !capability("cup");
}

bool term_look(int *colours, struct err *err)
{
	const char *name = getenv("TERM");
	int status = 0;
	if (setupterm(name, STDOUT_FILENO, &status) != OK)
		return err_set(err, 0, "the terminal “%s” (TERM) is unknown here", name ? name : "");
	int count = tigetnum((NCURSES_CONST char *)"colors");
	*colours = count > 0 ? count : 0;
	return true;
}
