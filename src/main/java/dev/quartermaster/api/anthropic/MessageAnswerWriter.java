package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.chat.AnswerWriter;
import dev.quartermaster.api.chat.EventWriter;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.StreamedAnswer;
import dev.quartermaster.inference.failover.RequestContext;

/** The answer to one Messages request. */
final class MessageAnswerWriter implements AnswerWriter {

    private final ObjectMapper json;

    MessageAnswerWriter(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public JsonNode whole(RequestContext requestContext, Completion done) {
        return new MessageWriter(json)
                .write(done.reply(), id(requestContext), done.model().key().id());
    }

    @Override
    public EventWriter events(RequestContext requestContext, StreamedAnswer started) {
        String model = started.model().key().id();
        MessageStream stream = new MessageStream(json, id(requestContext), model, started.tally()::usage);
        return new MessageEvents(json, stream, requestContext.request().requestId());
    }

    private static String id(RequestContext requestContext) {
        return "msg_" + requestContext.answerId().toString().replace("-", "");
    }
}
