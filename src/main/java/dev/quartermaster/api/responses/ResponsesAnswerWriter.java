package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.AnswerWriter;
import dev.quartermaster.api.chat.EventWriter;
import dev.quartermaster.api.chat.ProviderFields;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.StreamedAnswer;
import dev.quartermaster.inference.failover.RequestContext;
import java.time.Instant;

/** The answer to one request of the Responses dialect. */
final class ResponsesAnswerWriter implements AnswerWriter {

    private final ObjectMapper json;
    private final Instant created;
    private final ObjectNode settings;

    /** @param settings what the answer repeats of the request */
    ResponsesAnswerWriter(ObjectMapper json, Instant created, ObjectNode settings) {
        this.json = json;
        this.created = created;
        this.settings = settings;
    }

    @Override
    public JsonNode whole(RequestContext requestContext, Completion done) {
        return write(frame(requestContext, done.model()), done.reply());
    }

    /** This dialect has one answer a request: the first choice. */
    ObjectNode write(ResponseFrame frame, ChatReply reply) {
        frame.servedBy(reply.servedModel());
        Choice choice = reply.choices().get(0);
        OutputWriter output = new OutputWriter(json, frame, reply.dialect());
        ObjectNode response = frame.ended(choice.finish(), output.write(choice), reply.usage());
        return reply.dialect() == Dialect.OPENAI_RESPONSES ? own(response, reply) : response;
    }

    /** A provider of this dialect says itself what its answer is: its id, and what became of each setting. */
    private ObjectNode own(ObjectNode response, ChatReply reply) {
        if (reply.id() != null) {
            response.put("id", reply.id());
        }
        ProviderFields.merge(json, response, reply.extra());
        return response;
    }

    @Override
    public EventWriter events(RequestContext requestContext, StreamedAnswer started) {
        return new ResponseEvents(json, frame(requestContext, started.model()));
    }

    private ResponseFrame frame(RequestContext requestContext, ModelSpec model) {
        return new ResponseFrame(
                requestContext.answerId(),
                requestContext.answeredAt(created),
                model.key().id(),
                settings);
    }
}
