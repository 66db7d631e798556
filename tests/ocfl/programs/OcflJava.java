// ocfl-java asked from the command line: `validate ROOT` judges every object, `write ROOT SOURCE` makes one of SOURCE/v1, v2 …,
// `read ROOT TARGET` writes the newest version of every object to TARGET/N, in the order of their identifiers.

import io.ocfl.api.OcflRepository;
import io.ocfl.api.model.ObjectVersionId;
import io.ocfl.api.model.User;
import io.ocfl.api.model.VersionInfo;
import io.ocfl.core.OcflRepositoryBuilder;
import io.ocfl.core.extension.storage.layout.config.HashedNTupleLayoutConfig;
import java.nio.file.Files;
import java.nio.file.Path;

public class OcflJava {
    public static void main(String[] words) throws Exception {
        Path root = Path.of(words[1]).toAbsolutePath();
        Path work = Files.createDirectories(root.resolveSibling("java-work"));
        OcflRepository store = new OcflRepositoryBuilder()
                .defaultLayoutConfig(new HashedNTupleLayoutConfig())
                .storage(storage -> storage.fileSystem(root))
                .workDir(work)
                .build();
        switch (words[0]) {
            case "validate" -> validate(store);
            case "write" -> write(store, Path.of(words[2]));
            case "read" -> read(store, Path.of(words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        }
        store.close();
    }

    static void validate(OcflRepository store) {
        store.listObjectIds().sorted().forEach(id -> {
            var results = store.validateObject(id, true);
            System.out.println(id + " errors " + results.getErrors().size() + " warnings " + results.getWarnings().size());
            results.getErrors().forEach(issue -> System.out.println("  " + issue));
            results.getWarnings().forEach(issue -> System.out.println("  " + issue));
        });
    }

    static void write(OcflRepository store, Path source) throws Exception {
        var user = new User().setName("A. Person").setAddress("mailto:a@example.org");
        try (var versions = Files.list(source)) {
            for (Path version : versions.sorted().toList()) {
                var told = new VersionInfo().setUser(user).setMessage(version.getFileName().toString());
                store.putObject(ObjectVersionId.head("urn:java"), version, told);
                System.out.println(version.getFileName());
            }
        }
    }

    static void read(OcflRepository store, Path target) throws Exception {
        Files.createDirectories(target);
        int number = 0;
        for (String id : store.listObjectIds().sorted().toList()) {
            store.getObject(ObjectVersionId.head(id), target.resolve(Integer.toString(number++)));
            System.out.println(id);
        }
    }
}
