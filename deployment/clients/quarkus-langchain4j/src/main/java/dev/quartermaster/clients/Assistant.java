package dev.quartermaster.clients;

import dev.langchain4j.service.Result;
import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;
import io.quarkiverse.langchain4j.ToolBox;
import io.smallrye.mutiny.Multi;

/** An AI service in all its forms. */
@RegisterAiService
public interface Assistant {

    Result<String> ask(@UserMessage String question);

    Multi<String> stream(@UserMessage String question);

    @ToolBox(Weather.class)
    String askWithTools(@UserMessage String question);

    Place find(@UserMessage String text);

    record Place(String city, int inhabitants) {}
}
