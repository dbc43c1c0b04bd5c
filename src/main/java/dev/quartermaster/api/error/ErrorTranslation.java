package dev.quartermaster.api.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Turns what frameworks throw into an error of ours that a caller can act on. */
public final class ErrorTranslation {

    private static final int STEPS_NAMED = 5;

    private ErrorTranslation() {}

    /** A body that is no JSON, or JSON of another form than the endpoint takes. */
    public static QuartermasterException malformed(JsonProcessingException fault) {
        if (fault instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = field(mapping);
            return QuartermasterException.invalid(
                    field, "The field " + field + " has a value of the wrong type or form" + at(fault) + ".");
        }
        return new QuartermasterException(
                ErrorCode.MALFORMED_JSON, "The request body is not the JSON this endpoint takes" + at(fault) + ".");
    }

    /** A body that stops being JSON, or goes beyond the bounds on it, at {@code place}. */
    public static QuartermasterException malformed(JsonProcessingException fault, JsonStreamContext place) {
        String field = field(place);
        String what = fault instanceof StreamConstraintsException
                ? "is nested too deeply, or holds a name or number that is too long"
                : "is not valid JSON in UTF-8";
        return new QuartermasterException(
                ErrorCode.MALFORMED_JSON,
                "The request body " + what + (field == null ? "" : ", in '" + field + "'") + at(fault) + ".",
                field,
                null);
    }

    public static QuartermasterException invalid(ConstraintViolationException fault) {
        ConstraintViolation<?> first =
                fault.getConstraintViolations().stream().findFirst().orElse(null);
        if (first == null) {
            return new QuartermasterException(ErrorCode.INVALID_REQUEST, "The request is not valid.");
        }
        String path = first.getPropertyPath().toString();
        // The first two steps are the Java method and its argument: nothing that a caller has written.
        String[] steps = path.split("\\.", 3);
        String field = steps[steps.length - 1];
        return QuartermasterException.invalid(field, "The field " + field + " " + first.getMessage() + ".");
    }

    /** An HTTP error raised by the framework, or by a resource that has nothing more to say than a status. */
    public static QuartermasterException http(WebApplicationException fault, String method, String path) {
        if (fault.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        ErrorCode code = code(fault.getResponse().getStatus());
        return new QuartermasterException(code, message(code, method, path));
    }

    /** Our word for an HTTP status; a client error without a word of its own is an invalid request. */
    public static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.INVALID_API_KEY;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 409 -> ErrorCode.CONFLICT;
            case 412 -> ErrorCode.PRECONDITION_FAILED;
            case 413 -> ErrorCode.REQUEST_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ErrorCode.RATE_LIMIT_EXCEEDED;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    }

    public static String message(ErrorCode code, String method, String path) {
        return switch (code) {
            case NOT_FOUND ->
                "There is nothing at " + path + "."
                        + Endpoint.of(path).map(meant -> " " + meant.advice()).orElse("");
            case METHOD_NOT_ALLOWED -> method + " is not possible at " + path + ".";
            case NOT_ACCEPTABLE -> "None of the media types in the accept header can be had here.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body must be sent as content-type: application/json.";
            default -> "The request to " + path + " failed: " + code.wire().replace('_', ' ') + ".";
        };
    }

    private static String field(JsonMappingException fault) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : fault.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** The outermost steps only: a body may be nested as deep as its sender likes. */
    private static @Nullable String field(JsonStreamContext place) {
        Deque<JsonStreamContext> steps = new ArrayDeque<>();
        for (JsonStreamContext at = place; at != null && !at.inRoot(); at = at.getParent()) {
            steps.push(at);
        }
        StringBuilder path = new StringBuilder();
        steps.stream().limit(STEPS_NAMED).forEach(step -> {
            if (step.inArray()) {
                path.append('[').append(Math.max(0, step.getCurrentIndex())).append(']');
            } else if (step.getCurrentName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getCurrentName());
            }
        });
        return path.isEmpty() ? null : path.toString();
    }

    private static String at(JsonProcessingException fault) {
        var place = fault.getLocation();
        return place == null || place.getLineNr() < 1
                ? ""
                : ", at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
