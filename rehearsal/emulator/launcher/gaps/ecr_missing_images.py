"""Gap: images that a repository lacks are left out of the answer. CDK's assets then count as published.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html (ImageNotFoundException)
"""

from launcher.patching import name_in, wrap

ECR = "ministack.services.ecr"


def install() -> None:
    find_image = name_in(ECR, "_find_image")
    repositories = name_in(ECR, "_repositories")
    error = name_in("ministack.core.responses", "error_response_json")

    def make(describe):
        def describe_images(data):
            name = data.get("repositoryName", "")
            for image in data.get("imageIds") or []:
                if name in repositories and not find_image(name, image):
                    message = f"The image with imageId {image} does not exist within the repository"
                    return error("ImageNotFoundException", f"{message} with name '{name}'", 400)
            return describe(data)

        return describe_images

    wrap(ECR, "_describe_images", make)
