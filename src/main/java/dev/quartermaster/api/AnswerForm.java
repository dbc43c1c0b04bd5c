package dev.quartermaster.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.Journey;
import dev.quartermaster.inference.StreamedAnswer;

/** How a dialect writes the answer to one request. */
public interface AnswerForm {

    /** A whole answer. */
    JsonNode whole(Journey journey, Completion done);

    /** The writer of one stream, made when its first content is there. */
    EventWriter events(Journey journey, StreamedAnswer started);
}
