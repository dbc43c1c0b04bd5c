package dev.quartermaster.clients;

import dev.langchain4j.agent.tool.Tool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tool that remembers what it was asked. */
@Singleton
public class Weather {

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Tool("The weather of a city")
    public String weather(String city) {
        asked.add(city);
        return "17 degrees in " + city;
    }

    public List<String> asked() {
        return asked;
    }
}
