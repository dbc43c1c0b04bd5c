package dev.quartermaster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Lists the classes that the last build packaged: those of its jars, or those that the native executable was made from. */
public final class PackagedClasses {

    private PackagedClasses() {}

    /** Their paths within the jars, libraries included. */
    public static Set<String> paths() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (Path jar : jars(folder(RunningService.built()))) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(entry -> entry.getName())
                        .filter(path -> path.endsWith(".class"))
                        .forEach(classes::add);
            }
        }
        return classes;
    }

    private static Path folder(Properties built) {
        String path = built.getProperty("path");
        return built.getProperty("type").startsWith("native")
                ? RunningService.TARGET.resolve(path.replaceAll("-runner$", "-native-image-source-jar"))
                : RunningService.TARGET.resolve(path).getParent();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
