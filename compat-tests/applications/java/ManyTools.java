// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs console tools one after the other in one JVM, since starting one for each costs more than the tool's work. Reads
 * {@code main class, standard input, number of arguments, arguments} from standard input, and answers {@code exit code, standard
 * output, standard error} on standard output, until the input ends.
 */
public final class ManyTools {
    /** As a shell says it. */
    private static final int NO_TOOL = 127;

    private static final PrintStream ANSWERS = System.out;

    private ManyTools() {}

    /** Where a tool would have ended its process. */
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1;
        private final int code;

        Ended(int code) {
            super("exit code " + code, null, false, false);
            this.code = code;
        }
    }

    public static void main(String[] arguments) throws IOException {
        Exit.setExitProcedure((code, message) -> {
            if (message != null) {
                System.err.println(message);
            }
            throw new Ended(code);
        });
        Exit.setHaltProcedure((code, message) -> {
            throw new Ended(code);
        });
        Exit.setShutdownHookAdder((name, hook) -> {});
        var commands = new DataInputStream(System.in);
        var answers = new DataOutputStream(ANSWERS);
        while (true) {
            String main;
            try {
                main = commands.readUTF();
            } catch (EOFException e) {
                return;
            }
            var input = commands.readUTF();
            var options = new String[commands.readInt()];
            for (var i = 0; i < options.length; i++) {
                options[i] = commands.readUTF();
            }
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            answers.writeInt(run(main, options));
            write(answers, out.toByteArray());
            write(answers, err.toByteArray());
            answers.flush();
        }
    }

    private static int run(String main, String[] options) {
        try {
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) options);
            return 0;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Ended ended) {
                return ended.code;
            }
            System.err.println(e.getCause());
            return 1;
        } catch (ReflectiveOperationException e) {
            System.err.println("There is no tool " + main + ": " + e);
            return NO_TOOL;
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
