package dev.quartermaster.api.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.error.ErrorBody;
import dev.quartermaster.api.error.RetryAdvice;
import dev.quartermaster.domain.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Ends a request with an error where no resource is involved. */
@Singleton
class ErrorWriter {

    private final ObjectMapper json;

    ErrorWriter(ObjectMapper json) {
        this.json = json;
    }

    /** Does nothing when an answer has already begun: two answers would be worse than half of one. */
    void write(RoutingContext context, ErrorCode code, String message) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.ended()) {
            return;
        }
        RequestInfo request = RequestInfo.of(context);
        ErrorBody body = ErrorBody.render(context.normalizedPath(), code, message, null, request.id());
        RetryAdvice.headers(code, Optional.empty()).forEach(response::putHeader);
        response.setStatusCode(code.status()).putHeader("content-type", body.contentType());
        try {
            response.end(Buffer.buffer(json.writeValueAsBytes(body.content())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error body is plain text fields", e);
        }
    }
}
