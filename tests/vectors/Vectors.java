import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prints, one line each as {@code name=value}, what the JDK answers for the inputs of tests/vectors.rs:
 * {@code java -Dfile.encoding=UTF-8 tests/vectors/Vectors.java tests/vectors/throwaway.pem}.
 */
class Vectors {
    static final String LIST = "[{\"userNo\":\"zhangsan01\",\"userRealName\":\"张三\"}]";

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] des(String transformation, String iv, String text) throws Exception {
        Cipher cipher = Cipher.getInstance(transformation);
        SecretKeySpec key = new SecretKeySpec(utf8("k3yS3cr7"), "DES");
        if (iv == null) {
            cipher.init(Cipher.ENCRYPT_MODE, key);
        } else {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(utf8(iv)));
        }
        return cipher.doFinal(utf8(text));
    }

    static void spell(String name, byte[] bytes) {
        System.out.println(name + "-base64=" + Base64.getEncoder().encodeToString(bytes));
        System.out.println(name + "-hex=" + HexFormat.of().formatHex(bytes));
        System.out.println(name + "-HEX=" + HexFormat.of().withUpperCase().formatHex(bytes));
    }

    static void account(String name, String initials, String id) {
        System.out.println("java-hash-" + name + "=" + id.hashCode());
        System.out.println("java-account-" + name + "=" + initials + Math.abs(id.hashCode()));
    }

    public static void main(String[] args) throws Exception {
        String pem = Files.readString(Path.of(args[0]), StandardCharsets.UTF_8);
        String body = pem.substring(pem.indexOf("KEY-----") + 8, pem.indexOf("-----END"));
        Signature rsa = Signature.getInstance("SHA1withRSA");
        rsa.initSign(KeyFactory.getInstance("RSA").generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body))));
        rsa.update(utf8("apiCode=test.add&appId=OIG0AF4DMOK2VC2N&name=测试&nonce=123AO9&timestamp=1604990109987"));
        System.out.println("java-rsa=" + Base64.getEncoder().encodeToString(rsa.sign()));

        byte[] digest = MessageDigest.getInstance("SHA-512").digest(
                utf8("{\"companyName\":\"顺丰速运\",\"type\":1}&sk=s3cr3t-顺&timestamp=1604990109987"));
        System.out.println("java-sha512-chinese=" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest));

        String[][] texts = {{"chinese", LIST}, {"empty", ""}, {"eight", "12345678"}};
        for (String[] text : texts) {
            spell("java-ecb-" + text[0], des("DES/ECB/PKCS5Padding", null, text[1]));
            spell("java-cbc-key-" + text[0], des("DES/CBC/PKCS5Padding", "k3yS3cr7", text[1]));
            spell("java-cbc-iv-" + text[0], des("DES/CBC/PKCS5Padding", "0therIv!", text[1]));
        }
        // A block whose last byte claims nine bytes of padding: no such padding exists.
        Cipher raw = Cipher.getInstance("DES/ECB/NoPadding");
        raw.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(utf8("k3yS3cr7"), "DES"));
        System.out.println("java-nopadding=" + Base64.getEncoder().encodeToString(raw.doFinal(utf8("1234567\t"))));
        // Proper padding around bytes that are no UTF-8.
        Cipher latin = Cipher.getInstance("DES/ECB/PKCS5Padding");
        latin.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(utf8("k3yS3cr7"), "DES"));
        System.out.println("java-gbk=" + Base64.getEncoder().encodeToString(latin.doFinal("张三".getBytes("GBK"))));

        account("empty", "sfs", "");
        account("one", "sfs", "a");
        account("ascii", "sfs", "emp-000123");
        account("chinese", "sfs", "员工一号");
        account("surrogates", "sfs", "𠮷野家😀");
        account("negative", "sfs", "zhangsan@example.com");
        account("smallest", "sfs", "polygenelubricants");
        account("fifty", "sfs", "x".repeat(50));
    }
}
