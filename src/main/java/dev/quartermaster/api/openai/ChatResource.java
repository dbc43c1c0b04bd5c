package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.ChatExchange;
import dev.quartermaster.api.JsonBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestMulti;

/** {@code POST /v1/chat/completions}, whole or streamed. */
@Path("/v1/chat/completions")
public class ChatResource {

    private final ObjectMapper json;
    private final ChatExchange exchange;
    private final Clock clock;

    ChatResource(ObjectMapper json, ChatExchange exchange, Clock clock) {
        this.json = json;
        this.exchange = exchange;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestMulti<byte[]> complete(byte[] body, @Context RoutingContext routing) {
        ChatBody read = ChatRequestReader.read(JsonBody.parse(json, body));
        ChatForm form = new ChatForm(json, clock.instant(), read.includeUsage());
        return exchange.answer(read.model(), read.chat(), read.hints(), form, routing);
    }
}
