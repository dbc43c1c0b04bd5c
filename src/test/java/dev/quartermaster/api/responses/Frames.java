package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/** A frame around answers with everything set that a request can set. */
final class Frames {

    private static final String REQUEST = """
            {"model":"m","input":"Hi","instructions":"Be brief.","temperature":0.5,"metadata":{"a":"b"},
             "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":true}],
             "tool_choice":"required","text":{"format":{"type":"json_object"}},"reasoning":{"effort":"low"}}""";

    private Frames() {}

    static ResponseFrame frame(ObjectMapper json) {
        try {
            return new ResponseFrame(
                    UUID.fromString("00000000-0000-0000-0000-000000000007"),
                    Instant.ofEpochSecond(7),
                    "m",
                    Settings.of(json.readTree(REQUEST), json));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
