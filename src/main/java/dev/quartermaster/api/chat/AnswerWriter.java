package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.StreamedAnswer;
import dev.quartermaster.inference.failover.RequestContext;

/** Writes the answer to one request in a dialect. */
public interface AnswerWriter {

    /** A whole answer. */
    JsonNode whole(RequestContext requestContext, Completion done);

    /** The writer of one stream, made when its first content is there. */
    EventWriter events(RequestContext requestContext, StreamedAnswer started);
}
