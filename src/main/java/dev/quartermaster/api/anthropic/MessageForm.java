package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.AnswerForm;
import dev.quartermaster.api.EventWriter;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.Journey;
import dev.quartermaster.inference.StreamedAnswer;

/** The answer to one Messages request. */
final class MessageForm implements AnswerForm {

    private final ObjectMapper json;

    MessageForm(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public JsonNode whole(Journey journey, Completion done) {
        return new MessageWriter(json)
                .write(done.reply(), id(journey), done.model().key().id());
    }

    @Override
    public EventWriter events(Journey journey, StreamedAnswer started) {
        String model = started.model().key().id();
        MessageStream stream = new MessageStream(json, id(journey), model, started.tally()::usage);
        return new MessageEvents(json, stream, journey.request().requestId());
    }

    private static String id(Journey journey) {
        return "msg_" + journey.decision().id().toString().replace("-", "");
    }
}
