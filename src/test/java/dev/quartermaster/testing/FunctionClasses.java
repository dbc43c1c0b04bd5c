package dev.quartermaster.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The class path of a function on a JVM. */
final class FunctionClasses {

    private static final Path RUNTIME = Path.of("target/test-classes");
    private static final String LIBRARIES = "lib";
    private static final String OWN_JAR = "function.jar";
    private static final String RUNTIME_JAR = "runtime.jar";

    private FunctionClasses() {}

    /** The classes as they are in its archive, or in jars alone where those were made. */
    static String path(Path folder) throws IOException {
        boolean isPacked = Files.exists(folder.resolve(OWN_JAR));
        List<Path> classes = new ArrayList<>();
        classes.add(isPacked ? folder.resolve(OWN_JAR) : folder);
        classes.addAll(files(folder.resolve(LIBRARIES)));
        classes.add(isPacked ? folder.resolve(RUNTIME_JAR) : RUNTIME);
        return classes.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /** Puts all classes into jars: the JVM takes no class of a folder into an archive of loaded classes. */
    static void pack(Path folder) throws IOException {
        List<Path> own = files(folder).stream()
                .filter(file -> !file.startsWith(folder.resolve(LIBRARIES)))
                .toList();
        List<Path> runtime = files(RUNTIME).stream()
                .filter(file -> file.getFileName().toString().startsWith(ManagedJvm.class.getSimpleName()))
                .toList();
        zip(folder, own, folder.resolve(OWN_JAR));
        zip(RUNTIME, runtime, folder.resolve(RUNTIME_JAR));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void zip(Path folder, List<Path> files, Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
    }
}
