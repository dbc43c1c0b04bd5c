package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.chat.AnswerWriter;
import dev.quartermaster.api.chat.EventWriter;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.StreamedAnswer;
import dev.quartermaster.inference.failover.RequestContext;
import java.time.Instant;

/** The answer to one chat completion request. */
final class ChatAnswerWriter implements AnswerWriter {

    private final ObjectMapper json;
    private final Instant created;
    private final boolean includeUsage;

    /** @param includeUsage whether a stream ends with a chunk of usage */
    ChatAnswerWriter(ObjectMapper json, Instant created, boolean includeUsage) {
        this.json = json;
        this.created = created;
        this.includeUsage = includeUsage;
    }

    @Override
    public JsonNode whole(RequestContext requestContext, Completion done) {
        return new ChatReplyWriter(json)
                .write(
                        done.reply(),
                        id(requestContext),
                        requestContext.answeredAt(created).getEpochSecond(),
                        done.model().key().id());
    }

    @Override
    public EventWriter events(RequestContext requestContext, StreamedAnswer started) {
        String model = started.model().key().id();
        return new ChatEvents(
                json,
                new ChunkWriter(
                        json,
                        id(requestContext),
                        requestContext.answeredAt(created).getEpochSecond(),
                        model,
                        includeUsage));
    }

    private static String id(RequestContext requestContext) {
        return "chatcmpl-" + requestContext.answerId().toString().replace("-", "");
    }
}
