import gov.loc.repository.bagit.conformance.BagLinter;
import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Prints what bagit-java says of one bag; exits 0 if it accepts it, 1 if it refuses it, 70 if it breaks off. */
public final class Judge {
    private static final String OWN = "gov.loc.repository.bagit.exceptions.";

    private Judge() { }

    public static void main(String[] args) {
        Path root = Paths.get(args[0]);
        try {
            Bag bag = new BagReader().read(root);
            try (BagVerifier verifier = new BagVerifier()) {
                verifier.isValid(bag, false);
            }
            BagLinter.lintBag(root).forEach(warning -> System.out.println("WARNING " + warning));
        } catch (Throwable error) {
            boolean verdict = error.getClass().getName().startsWith(OWN);
            System.out.println((verdict ? "REFUSED " : "TRACEBACK ") + error);
            System.exit(verdict ? 1 : 70);
        }
        System.exit(0);
    }
}
