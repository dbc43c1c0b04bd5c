package dev.quartermaster.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.quarkus.logging.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Supplier;

/** Writes lines of JSON to the log, for machines that read it. Never fails. */
public final class StructuredLog {

    private static final int USUAL_LENGTH = 1024;

    private final JsonFactory json;
    private final Supplier<PrintStream> out;

    /** Content of one line: one JSON value. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator line) throws IOException;
    }

    public StructuredLog(JsonFactory json, Supplier<PrintStream> out) {
        this.json = json;
        this.out = out;
    }

    /** Writes a line in one piece, so that lines of other threads do not come between. */
    public void write(Content content) {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_LENGTH);
            try (JsonGenerator generator = json.createGenerator(line)) {
                content.write(generator);
            }
            line.write('\n');
            PrintStream log = out.get();
            log.write(line.toByteArray(), 0, line.size());
            log.flush();
        } catch (IOException | RuntimeException e) {
            Log.warnf("A line could not be written to the log: %s", e.getMessage());
        }
    }
}
