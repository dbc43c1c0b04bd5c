package dev.quartermaster.console;

/** Rooms of the console, in the order of the navigation. */
public enum Room {
    OVERVIEW("/console", "Overview"),
    PROVIDERS("/console/providers", "Providers"),
    AGENTS("/console/agents", "Agents"),
    PLAYGROUND("/console/playground", "Playground");

    private final String path;
    private final String title;

    Room(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** Address of its first page. */
    public String path() {
        return path;
    }

    public String title() {
        return title;
    }
}
