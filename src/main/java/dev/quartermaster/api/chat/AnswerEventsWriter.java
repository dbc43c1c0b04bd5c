package dev.quartermaster.api.chat;

import io.quarkus.logging.Log;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.Flow;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed answer. Events are asked for only as fast as the caller reads them, and a caller that hangs up cancels
 * the answer.
 */
@Provider
public class AnswerEventsWriter implements ServerMessageBodyWriter<AnswerEvents> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return AnswerEvents.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return AnswerEvents.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(AnswerEvents events, Type genericType, ServerRequestContext context) {
        ServerHttpResponse response = context.serverResponse();
        response.setChunked(true);
        EventSubscriber subscriber = new EventSubscriber(response);
        response.addCloseHandler(subscriber::hungUp);
        events.bytes().subscribe().withSubscriber(subscriber);
    }

    /** Not used: the server writes to the connection itself. */
    @Override
    public void writeTo(
            AnswerEvents events,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("a streamed answer is not written to an output stream");
    }

    /** Hands events to the connection one by one. */
    private static final class EventSubscriber implements Flow.Subscriber<byte[]> {

        private final ServerHttpResponse response;
        private Flow.@Nullable Subscription subscription;
        private boolean over;

        EventSubscriber(ServerHttpResponse response) {
            this.response = response;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(1);
        }

        @Override
        public void onNext(byte[] event) {
            response.write(event, this::written);
        }

        private void written(@Nullable Throwable failure) {
            if (over || subscription == null) {
                return;
            }
            if (failure != null) {
                hungUp();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onComplete() {
            over = true;
            response.end();
        }

        /** Breaks the connection off, so that the answer is not taken for a whole one. */
        @Override
        public void onError(Throwable failure) {
            over = true;
            Log.errorf(failure, "A streamed answer could not be written to its end");
            response.reset();
        }

        private void hungUp() {
            if (!over && subscription != null) {
                over = true;
                subscription.cancel();
            }
        }
    }
}
