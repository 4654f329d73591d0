import { BlockStack, Icon, Text } from "@shopify/polaris";
import { FileIcon } from "@shopify/polaris-icons";
import { type ReactNode, useEffect, useState } from "react";

type Props = {
  name: string;
  /** What it shows: of a file on this machine, or at an address. */
  file?: File;
  address?: string | null;
  alt?: string;
  children: ReactNode;
};

/** A small picture, its name, and what can be said of it or done with it. */
export function PhotoTile({ name, file, address = null, alt = "", children }: Props) {
  const shown = useFileAddress(file) ?? address;
  return (
    <li className="lossbook-photo">
      <span className="lossbook-photo-frame">
        {shown ? <img src={shown} alt={alt} width={72} height={72} /> : <Icon source={FileIcon} />}
      </span>
      <div className="lossbook-photo-words">
        <BlockStack gap="100">
          <Text as="span" fontWeight="medium">
            {name}
          </Text>
          {children}
        </BlockStack>
      </div>
    </li>
  );
}

function useFileAddress(file: File | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file || !/^image\/(jpeg|png|webp)$/.test(file.type)) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
