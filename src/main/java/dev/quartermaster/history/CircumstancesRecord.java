package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/**
 * Circumstances that decisions of one month are made from and refer to. Delivered twice, they are stored once.
 *
 * @param id supplies what names the content: equal content, equal id; called on the thread that writes the record
 * @param month in which the decisions are made, so that both can be removed together
 * @param content supplies the circumstances, likewise
 */
public record CircumstancesRecord(Supplier<String> id, YearMonth month, Supplier<ObjectNode> content)
        implements JournalEntry {

    public CircumstancesRecord {
        if (id == null || month == null || content == null) {
            throw new IllegalArgumentException("circumstances need an id, a month and their content");
        }
    }

    /** Returns the month, in UTC, whose decisions include one of this time. */
    public static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    /** Returns the time that stands for a month in the table. */
    public static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    @Override
    public JournalKind kind() {
        return JournalKind.CIRCUMSTANCES;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("time", start(month).toString());
        out.writeStringField("id", id.get());
        out.writeFieldName("content");
        out.writeTree(content.get());
        out.writeEndObject();
    }
}
