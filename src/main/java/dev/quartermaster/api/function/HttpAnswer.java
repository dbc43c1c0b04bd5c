package dev.quartermaster.api.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.error.ErrorBody;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.ErrorCode;
import java.util.List;
import java.util.Optional;

/** Response of the HTTP server, whole. */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record HttpAnswer(int status, List<HttpField> headers, byte[] body) {

    /** An error of the function itself, in the dialect of the path. */
    static HttpAnswer error(ObjectMapper json, String path, ErrorCode code, String message) {
        ErrorBody body = ErrorBody.render(path, code, message, null, null);
        return new HttpAnswer(
                code.status(),
                List.of(new HttpField("content-type", body.contentType())),
                JsonBody.bytes(json, body.content()));
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(HttpField::value)
                .findFirst();
    }

    boolean isEventStream() {
        return header("content-type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
    }
}
