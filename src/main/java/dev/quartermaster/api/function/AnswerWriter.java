package dev.quartermaster.api.function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a response in the form that the sender of an event expects. */
final class AnswerWriter {

    /** The most that AWS Lambda takes as the response of an invocation, and gives as its event. */
    static final int LARGEST = 6 * 1024 * 1024;

    private static final String WARNINGS = "x-quartermaster-warnings";
    private static final String BUFFERED = "stream: AWS Lambda answers in one piece; see the Lambda Web Adapter";
    private static final String COOKIE = "set-cookie";

    private final ObjectMapper json;

    AnswerWriter(ObjectMapper json) {
        this.json = json;
    }

    /** @param path of the request: it decides the dialect of an answer that is too large */
    byte[] write(EventForm form, String path, HttpAnswer answer) {
        byte[] written = write(form, answer);
        if (written.length <= LARGEST) {
            return written;
        }
        return write(
                form,
                HttpAnswer.error(
                        json,
                        path,
                        ErrorCode.UPSTREAM_ERROR,
                        "The answer takes " + written.length + " bytes, and AWS Lambda returns no more than " + LARGEST
                                + ". Ask for less, or use the server."));
    }

    private byte[] write(EventForm form, HttpAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length + 1024);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("statusCode", answer.status());
            if (form == EventForm.BALANCER || form == EventForm.BALANCER_MULTI) {
                out.writeStringField(
                        "statusDescription",
                        HttpResponseStatus.valueOf(answer.status()).toString());
            }
            headers(out, form, answer);
            body(out, answer);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void headers(JsonGenerator out, EventForm form, HttpAnswer answer) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField header : answer.headers()) {
            headers.computeIfAbsent(header.name().toLowerCase(Locale.ROOT), none -> new ArrayList<>())
                    .add(header.value());
        }
        if (answer.isEventStream()) {
            headers.computeIfAbsent(WARNINGS, none -> new ArrayList<>()).add(BUFFERED);
        }
        switch (form) {
            case PAYLOAD_1, BALANCER_MULTI -> several(out, headers);
            case PAYLOAD_2 -> {
                List<String> cookies = headers.remove(COOKIE);
                single(out, headers);
                if (cookies != null) {
                    out.writeArrayFieldStart("cookies");
                    for (String cookie : cookies) {
                        out.writeString(cookie);
                    }
                    out.writeEndArray();
                }
            }
            case BALANCER -> single(out, headers);
        }
    }

    private static void several(JsonGenerator out, Map<String, List<String>> headers) throws IOException {
        out.writeObjectFieldStart("multiValueHeaders");
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            out.writeArrayFieldStart(header.getKey());
            for (String value : header.getValue()) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void single(JsonGenerator out, Map<String, List<String>> headers) throws IOException {
        out.writeObjectFieldStart("headers");
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            out.writeStringField(header.getKey(), String.join(", ", header.getValue()));
        }
        out.writeEndObject();
    }

    /** As text where it is text: Base64 takes a third more of what AWS Lambda returns. */
    private static void body(JsonGenerator out, HttpAnswer answer) throws IOException {
        String text = answer.header("content-encoding").isPresent() ? null : text(answer.body());
        out.writeStringField("body", text == null ? Base64.getEncoder().encodeToString(answer.body()) : text);
        out.writeBooleanField("isBase64Encoded", text == null);
    }

    private static @Nullable String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }
}
