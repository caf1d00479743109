import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.prop.rng.RngProperty;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * jing kept running, as the oracle of tests that ask it about thousands of small documents.
 *
 * Arguments: schema files. A request is a line "INDEX BASE64-DOCUMENT"; the answer is a line, "OK" or "LINE:COLUMN MESSAGE" of
 * the first error. "ids" in place of the first schema turns the check of ID and IDREF on.
 */
public final class JingServer {
  private static String first;

  private static final class First implements ErrorHandler {
    private void keep(SAXParseException error) {
      if (first == null) {
        first = error.getLineNumber() + ":" + error.getColumnNumber() + " " + error.getMessage().replace('\n', ' ');
      }
    }

    @Override public void warning(SAXParseException error) { }

    @Override public void error(SAXParseException error) { keep(error); }

    @Override public void fatalError(SAXParseException error) { keep(error); }
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    boolean ids = arguments.length > 0 && arguments[0].equals("ids");
    int skip = ids ? 1 : 0;
    ValidationDriver[] drivers = new ValidationDriver[arguments.length - skip];
    for (int i = 0; i < drivers.length; i++) {
      PropertyMapBuilder properties = new PropertyMapBuilder();
      properties.put(ValidateProperty.ERROR_HANDLER, new First());
      if (ids) {
        RngProperty.CHECK_ID_IDREF.add(properties);
      }
      drivers[i] = new ValidationDriver(properties.toPropertyMap());
      first = null;
      if (!drivers[i].loadSchema(ValidationDriver.fileInputSource(arguments[i + skip]))) {
        out.println("SCHEMA " + arguments[i + skip] + ": " + first);
        out.flush();
        System.exit(2);
      }
    }
    out.println("READY");
    out.flush();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int space = line.indexOf(' ');
      byte[] document = Base64.getDecoder().decode(line.substring(space + 1));
      first = null;
      try {
        drivers[Integer.parseInt(line.substring(0, space))].validate(new InputSource(new ByteArrayInputStream(document)));
      } catch (SAXException | IOException error) {
        if (first == null) {
          first = "0:0 " + error.getMessage().replace('\n', ' ');
        }
      }
      out.println(first == null ? "OK" : first);
      out.flush();
    }
  }
}
