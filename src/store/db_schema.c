/*
 * The tables, as migrations: number n leads from schema version n to n + 1. One that was in a
 * release is never changed; what is to be different comes as a further one.
 *
 * Times are Unix milliseconds. Kinds (of rooms, roles, messages, …) are kept by their names of
 * the wire protocol, so that no number of an enum is ever on disk.
 */
#include "store/db_query.h"
#include "store/search.h"

static const char first[] =
        /* Whoever events are for. `event_count` of them are kept, `pruned` is the newest that is not. */
        "CREATE TABLE audience("
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  event_count INTEGER NOT NULL DEFAULT 0,"
        "  pruned INTEGER NOT NULL DEFAULT 0"
        ") STRICT;"

        "CREATE TABLE user("
        "  id INTEGER PRIMARY KEY REFERENCES audience,"
        "  name TEXT NOT NULL UNIQUE," /* the userID */
        "  nick TEXT,"
        "  self_signature TEXT,"
        "  password TEXT," /* NULL: no login by password */
        "  created INTEGER NOT NULL,"
        "  is_removed INTEGER NOT NULL DEFAULT 0" /* what he wrote still has its author */
        ") STRICT;"

        "CREATE TABLE token("
        "  hash BLOB PRIMARY KEY,"
        "  user INTEGER NOT NULL REFERENCES user,"
        "  expires INTEGER NOT NULL,"
        "  device TEXT"
        ") STRICT, WITHOUT ROWID;"
        "CREATE INDEX token_user ON token(user);"

        "CREATE TABLE room("
        "  id INTEGER PRIMARY KEY REFERENCES audience,"
        "  name TEXT NOT NULL UNIQUE," /* the groupID */
        "  title TEXT NOT NULL,"
        "  type TEXT NOT NULL,"
        "  owner INTEGER NOT NULL REFERENCES user,"
        "  introduction TEXT,"
        "  notification TEXT,"
        "  created INTEGER NOT NULL,"
        "  member_count INTEGER NOT NULL DEFAULT 0"
        ") STRICT;"

        /* Its events after `joined_event` and up to `left_event` reached the member; NULL: still one. */
        "CREATE TABLE membership("
        "  room INTEGER NOT NULL REFERENCES audience,"
        "  user INTEGER NOT NULL REFERENCES user,"
        "  role TEXT NOT NULL,"
        "  joined INTEGER NOT NULL,"
        "  joined_event INTEGER NOT NULL,"
        "  left_event INTEGER"
        ") STRICT;"
        "CREATE UNIQUE INDEX membership_now ON membership(room, user) WHERE left_event IS NULL;"
        "CREATE INDEX membership_user ON membership(user, room);"

        /* One numbered series of messages: of a room, or of two users (of one: his notes). */
        "CREATE TABLE stream("
        "  id INTEGER PRIMARY KEY,"
        "  last_sequence INTEGER NOT NULL DEFAULT 0,"
        "  room INTEGER UNIQUE REFERENCES room ON DELETE CASCADE,"
        "  low INTEGER REFERENCES user,"
        "  high INTEGER REFERENCES user,"
        "  UNIQUE(low, high),"
        "  CHECK (low <= high),"
        "  CHECK ((room IS NULL) = (low IS NOT NULL) AND (room IS NULL) = (high IS NOT NULL))"
        ") STRICT;"

        "CREATE TABLE message("
        "  id INTEGER PRIMARY KEY AUTOINCREMENT," /* the messageID */
        "  stream INTEGER NOT NULL REFERENCES stream ON DELETE CASCADE,"
        "  sequence INTEGER NOT NULL,"
        "  sender INTEGER NOT NULL REFERENCES user,"
        "  client_id TEXT NOT NULL,"
        "  time INTEGER NOT NULL,"
        "  type TEXT NOT NULL,"
        "  payload TEXT NOT NULL," /* JSON, as it came */
        "  at_users TEXT NOT NULL," /* userIDs with blanks between them */
        "  reply_to TEXT,"
        "  custom_data TEXT,"
        "  UNIQUE(stream, sequence),"
        "  UNIQUE(sender, client_id)"
        ") STRICT;"

        "CREATE TABLE mention("
        "  user INTEGER NOT NULL REFERENCES user,"
        "  stream INTEGER NOT NULL REFERENCES stream ON DELETE CASCADE,"
        "  sequence INTEGER NOT NULL,"
        "  PRIMARY KEY(user, stream, sequence)"
        ") STRICT, WITHOUT ROWID;"
        "CREATE INDEX mention_stream ON mention(stream);"

        /* One user's view of a stream: what he may see of it (after `visible_after`) and has read. */
        "CREATE TABLE conversation("
        "  id INTEGER PRIMARY KEY,"
        "  user INTEGER NOT NULL REFERENCES user,"
        "  stream INTEGER NOT NULL REFERENCES stream ON DELETE CASCADE,"
        "  visible_after INTEGER NOT NULL DEFAULT 0,"
        "  read_sequence INTEGER NOT NULL DEFAULT 0,"
        "  is_pinned INTEGER NOT NULL DEFAULT 0,"
        "  remind_type TEXT NOT NULL DEFAULT 'AcceptAndNotify',"
        "  draft_text TEXT,"
        "  custom_data TEXT,"
        "  created INTEGER NOT NULL,"
        "  UNIQUE(user, stream)"
        ") STRICT;"
        "CREATE INDEX conversation_stream ON conversation(stream);"

        "CREATE TABLE convgroup("
        "  id INTEGER PRIMARY KEY,"
        "  user INTEGER NOT NULL REFERENCES user,"
        "  name TEXT NOT NULL,"
        "  position INTEGER NOT NULL," /* ascending in the user's order; with holes */
        "  UNIQUE(user, name)"
        ") STRICT;"

        "CREATE TABLE filed("
        "  convgroup INTEGER NOT NULL REFERENCES convgroup ON DELETE CASCADE,"
        "  conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,"
        "  PRIMARY KEY(convgroup, conversation)"
        ") STRICT, WITHOUT ROWID;"
        "CREATE INDEX filed_conversation ON filed(conversation);"

        /* What was sent to an audience; `data` as JSON. */
        "CREATE TABLE event("
        "  id INTEGER PRIMARY KEY AUTOINCREMENT," /* the eventID */
        "  audience INTEGER NOT NULL REFERENCES audience,"
        "  type TEXT NOT NULL,"
        "  data TEXT NOT NULL"
        ") STRICT;"
        "CREATE INDEX event_audience ON event(audience);";

/* What clients keep of a convgroup; "" until one does. */
static const char second[] = "ALTER TABLE convgroup ADD COLUMN custom_data TEXT NOT NULL DEFAULT '';";

static const char third[] =
        "ALTER TABLE user ADD COLUMN custom_status TEXT NOT NULL DEFAULT '';"

        /* How far the other side knows it to be read; what is read without a receipt is above it. */
        "ALTER TABLE conversation ADD COLUMN receipt_sequence INTEGER NOT NULL DEFAULT 0;"
        "UPDATE conversation SET receipt_sequence = read_sequence;"

        /* Deleted by its user: in no list, until something is said in it. */
        "ALTER TABLE conversation ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0;"

        "CREATE INDEX stream_high ON stream(high);"

        "CREATE TABLE blocked("
        "  user INTEGER NOT NULL REFERENCES user,"
        "  other INTEGER NOT NULL REFERENCES user," /* from whom `user` wants nothing */
        "  PRIMARY KEY(user, other)"
        ") STRICT, WITHOUT ROWID;"
        "CREATE INDEX blocked_other ON blocked(other);";

/* Files that were uploaded, and the messages that they stand in. */
static const char files[] = "CREATE TABLE file("
                            "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                            "  name TEXT NOT NULL UNIQUE," /* in its URL */
                            "  hash TEXT NOT NULL," /* of what is in it: its name on the disk */
                            "  size INTEGER NOT NULL,"
                            "  owner INTEGER REFERENCES user," /* NULL: removed */
                            "  created INTEGER NOT NULL"
                            ") STRICT;"
                            "CREATE INDEX file_hash ON file(hash);"
                            "CREATE INDEX file_owner ON file(owner);"

                            "CREATE TABLE attachment("
                            "  file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,"
                            "  message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,"
                            "  PRIMARY KEY(file, message)"
                            ") STRICT, WITHOUT ROWID;"
                            "CREATE INDEX attachment_message ON attachment(message);";

/* What is found of a message: what it says, its file's name, what a client says that it is. */
#define FOUND_TEXT(row)                                                                                   \
	"search_words(iif(json_valid(" row ".payload), coalesce(json_extract(" row ".payload, '$.text')," \
	" json_extract(" row ".payload, '$.fileName'), json_extract(" row                                 \
	".payload, '$.description'), ''), ''))"
#define FORGET_TEXT                                                   \
	"INSERT INTO message_text(message_text, rowid, stream, text)" \
	" VALUES ('delete', old.id, old.stream, " FOUND_TEXT("old") ");"
#define KEEP_TEXT                                       \
	"INSERT INTO message_text(rowid, stream, text)" \
	" VALUES (new.id, new.stream, " FOUND_TEXT("new") ");"

/* The index for searching; that the stream is a word of it, too, keeps others' messages out of the way. */
static const char message_text[] =
        "CREATE VIRTUAL TABLE message_text USING fts5("
        "  stream, text, content = '', columnsize = 0, prefix = '1 2',"
        "  tokenize = '" SEARCH_TOKENIZER "');"
        "CREATE TRIGGER message_text_insert AFTER INSERT ON message BEGIN " KEEP_TEXT " END;"
        "CREATE TRIGGER message_text_delete AFTER DELETE ON message BEGIN " FORGET_TEXT " END;"
        "CREATE TRIGGER message_text_update AFTER UPDATE OF payload ON message"
        " BEGIN " FORGET_TEXT KEEP_TEXT " END;"
        "INSERT INTO message_text(rowid, stream, text)"
        " SELECT id, stream, " FOUND_TEXT("message") " FROM message;";

static const char message_changes[] =
        "ALTER TABLE message ADD COLUMN is_modified INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE message ADD COLUMN is_revoked INTEGER NOT NULL DEFAULT 0;" /* the payload is {} */

        "CREATE TABLE reaction("
        "  id INTEGER PRIMARY KEY,"
        "  message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,"
        "  user INTEGER NOT NULL REFERENCES user,"
        "  reaction TEXT NOT NULL,"
        "  UNIQUE(message, reaction, user)"
        ") STRICT;"
        "CREATE INDEX reaction_user ON reaction(user);"

        /* What a user has deleted from his own view. */
        "CREATE TABLE deleted("
        "  message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,"
        "  user INTEGER NOT NULL REFERENCES user,"
        "  PRIMARY KEY(message, user)"
        ") STRICT, WITHOUT ROWID;"
        "CREATE INDEX deleted_user ON deleted(user);";

/* Which message an event is about; of a change those hear who see the message, whatever the audience. */
static const char event_message[] = "CREATE TABLE event_message("
                                    "  event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,"
                                    "  message INTEGER NOT NULL," /* may be gone, with its room */
                                    "  is_change INTEGER NOT NULL"
                                    ") STRICT;"
                                    "CREATE INDEX event_message_message ON event_message(message);";

/* Few messages mention anybody, and few conversations are hidden: what looks for those passes over the rest. */
static const char rare[] = "CREATE INDEX message_mentions ON message(stream, sequence) WHERE at_users != '';"
                           "CREATE INDEX conversation_hidden ON conversation(stream) WHERE is_hidden;";

/* Whoever joins a room names it as people call it. */
static const char room_title[] = "CREATE INDEX room_title ON room(title COLLATE NOCASE);";

/* Uploads that go on where they broke off: what has come of one is on the disk, by its number. */
static const char uploads[] =
        "CREATE TABLE upload("
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  owner INTEGER NOT NULL REFERENCES user,"
        "  name TEXT NOT NULL," /* that the client gave it */
        "  size INTEGER NOT NULL," /* of the whole file */
        "  boot TEXT NOT NULL," /* of the machine; what a later one finds may have holes */
        "  begun INTEGER NOT NULL," /* the last time that it began or went on */
        "  UNIQUE(owner, name)"
        ") STRICT;";

/* Once a message was recalled while its mentions stayed. */
static const char recalled_mentions[] =
        "DELETE FROM mention WHERE EXISTS (SELECT 1 FROM message m WHERE m.stream = mention.stream"
        " AND m.sequence = mention.sequence AND m.is_revoked);";

/* What of a room can be found: the words of its name. */
#define ROOM_WORDS(row) "search_words(" row ".title)"
#define FORGET_ROOM                                      \
	"INSERT INTO room_text(room_text, rowid, title)" \
	" VALUES ('delete', old.id, " ROOM_WORDS("old") ");"
#define KEEP_ROOM "INSERT INTO room_text(rowid, title) VALUES (new.id, " ROOM_WORDS("new") ");"

static const char room_text[] =
        "CREATE VIRTUAL TABLE room_text USING fts5("
        "  title, content = '', columnsize = 0, prefix = '1 2', tokenize = '" SEARCH_TOKENIZER "');"
        "CREATE TRIGGER room_text_insert AFTER INSERT ON room BEGIN " KEEP_ROOM " END;"
        "CREATE TRIGGER room_text_delete AFTER DELETE ON room BEGIN " FORGET_ROOM " END;"
        "CREATE TRIGGER room_text_update AFTER UPDATE OF title ON room BEGIN " FORGET_ROOM KEEP_ROOM " END;"
        "INSERT INTO room_text(rowid, title) SELECT id, " ROOM_WORDS("room") " FROM room;";

/* One's own messages are not unread: they are counted past what is read. */
static const char own_messages[] = "CREATE INDEX message_sender ON message(stream, sender, sequence);";

const char *const db_migrations[] = {
        first,         second, third,      files,   message_text,      message_changes,
        event_message, rare,   room_title, uploads, recalled_mentions, room_text,
        own_messages};
const int db_migration_count = sizeof(db_migrations) / sizeof(*db_migrations);
