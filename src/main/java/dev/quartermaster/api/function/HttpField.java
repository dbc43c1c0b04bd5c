package dev.quartermaster.api.function;

/** One header of an HTTP request or response; a name may come several times. */
record HttpField(String name, String value) {

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
