package dev.quartermaster.domain.chat;

/** Paths in a request that no caller has written: those of the internal form itself. */
record InternalPaths() implements FieldPaths {

    @Override
    public String of(RequestField field) {
        return field.in(Dialect.OPENAI_CHAT);
    }

    @Override
    public String message(int message) {
        return "messages[" + message + "]";
    }

    @Override
    public String part(int message, int part, int nested) {
        String content = message(message) + ".content[" + part + "]";
        return nested < 0 ? content : content + ".content[" + nested + "]";
    }

    @Override
    public String media(int message, int part, int nested) {
        return part(message, part, nested);
    }

    @Override
    public String arguments(int message, int part) {
        return part(message, part, NOT_NESTED) + ".arguments";
    }

    @Override
    public String parameters(int tool) {
        return tool(tool, "parameters");
    }

    @Override
    public String formatSchema() {
        return "response_format.schema";
    }
}
